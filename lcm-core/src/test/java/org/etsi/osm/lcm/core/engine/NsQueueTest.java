package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.FailurePolicy;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationId;
import org.etsi.osm.lcm.core.model.OperationRequest;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.junit.jupiter.api.Test;

/** Whose turn it is on an NS. */
class NsQueueTest {
    private static final Moment NOW = new Moment(1_000, 1_000);
    private final Engine engine = new Engine(EngineSettings.DEFAULT);

    @Test
    void shouldLetTheEldestInWhenTheNsIsFree() {
        assertThat(due(true, queued("b", 2, 1), queued("a", 2, 2), queued("c", 1, 3)))
                .containsExactlyInAnyOrder("c Admitted", "a QueueMoved 1", "b QueueMoved 2");
    }

    @Test
    void shouldKeepOthersWaitingBehindAnOccupant() {
        assertThat(due(true, occupant("a"), queued("b", 2, 1), queued("c", 3, 3)))
                .containsExactly("c QueueMoved 2");
    }

    @Test
    void shouldDoNothingWithoutAQueue() {
        assertThat(due(true, occupant("a"))).isEmpty();
        assertThat(due(true)).isEmpty();
    }

    @Test
    void shouldSupersedeAnOccupantThatWaitsForAnOperator() {
        assertThat(due(true, failed("a"), queued("b", 2, 1))).containsExactly("a Superseded b");
    }

    @Test
    void shouldRefuseTheNewOneWhereConfiguredSo() {
        assertThat(due(false, failed("a"), queued("b", 2, 1))).containsExactly("b Refused");
    }

    @Test
    void shouldLetATerminateSupersedeWhateverIsConfigured() {
        assertThat(due(false, failed("a"), queued("terminate", "t", 2, 1))).containsExactly("a Superseded t");
    }

    @Test
    void shouldLetATerminateCloseWhatWasCancelledInTheQueue() {
        Operation cancelled = cancelled(queued("a", 1, 1));

        assertThat(due(true, cancelled, queued("b", 2, 1))).containsExactly("b Admitted");
        assertThat(due(true, cancelled, queued("terminate", "t", 2, 1)))
                .containsExactly("a Superseded t", "t Admitted");
    }

    @Test
    void shouldAskWhatRunsToMakeWayForATerminate() {
        assertThat(due(true, occupant("a"), queued("terminate", "t", 2, 1))).containsExactly("a TerminateWaits t");
    }

    @Test
    void shouldAskWhatRollsBackToMakeWayForATerminate() {
        Operation rolling = rollingBack("a");
        assertThat(rolling.state()).isEqualTo(OperationState.ROLLING_BACK);

        assertThat(due(true, rolling, queued("terminate", "t", 2, 1))).containsExactly("a TerminateWaits t");
    }

    @Test
    void shouldAskToMakeWayOnlyOnce() {
        Operation leaving = leaving(busy("a"), "t");
        assertThat(leaving.state()).isEqualTo(OperationState.PROCESSING);

        assertThat(due(true, leaving, queued("terminate", "t", 2, 1))).isEmpty();
        assertThat(due(true, leaving, queued("terminate", "u", 2, 1)))
                .as("a second terminate takes the place that the first has made")
                .isEmpty();
    }

    @Test
    void shouldLetATerminateWaitWhereConfiguredSo() {
        assertThat(due(false, occupant("a"), queued("b", 2, 1), queued("terminate", "t", 3, 2)))
                .isEmpty();
    }

    @Test
    void shouldLetATerminateWaitForAnother() {
        assertThat(due(true, accepted("terminate", "s", 1, 0), queued("terminate", "t", 2, 1)))
                .isEmpty();
    }

    @Test
    void shouldNotStartWhatATerminateBehindItWouldOnlyRemove() {
        assertThat(due(true, queued("a", 1, 1), queued("terminate", "t", 2, 2), queued("b", 3, 3)))
                .containsExactly("a TerminateWaits t", "t Admitted", "b QueueMoved 1");
        assertThat(due(true, occupant("o"), queued("a", 1, 1), queued("terminate", "t", 2, 2)))
                .containsExactly("o TerminateWaits t", "a TerminateWaits t", "t QueueMoved 1");
    }

    @Test
    void shouldNotStartWhatCameLaterThanTheTerminateAfterIt() {
        assertThat(due(true, accepted("terminate", "t", 2, 0), queued("a", 1, 1), queued("b", 3, 2)))
                .containsExactly("a TerminateWaits t", "b QueueMoved 1");
    }

    @Test
    void shouldStartWhatComesAfterATerminateInItsTurn() {
        assertThat(due(true, accepted("terminate", "t", 1, 0), queued("a", 2, 1)))
                .isEmpty();
    }

    @Test
    void shouldCloseWhatWasCancelledInTheQueueThoughTheTerminateRunsAlready() {
        Operation cancelled = cancelled(queued("a", 1, 1));

        assertThat(due(true, cancelled, accepted("terminate", "t", 2, 0))).containsExactly("a Superseded t");
        assertThat(due(true, cancelled, accepted("terminate", "t", 0.5, 0))).isEmpty();
    }

    @Test
    void shouldPassAParkedOneInTheQueue() {
        assertThat(due(true, queued("a", 1, 1).parked("broken"), queued("b", 2, 2)))
                .containsExactly("b Admitted");
    }

    @Test
    void shouldLetOnlyATerminatePassAParkedOccupant() {
        Operation parked = occupant("a").parked("broken");

        assertThat(due(true, parked, queued("b", 2, 1))).containsExactly("b Refused");
        assertThat(due(true, parked, queued("b", 2, 1), queued("terminate", "t", 3, 2)))
                .containsExactly("b TerminateWaits t", "t Admitted");
        assertThat(due(true, parked, queued("terminate", "t", 2, 1))).containsExactly("t Admitted");
        assertThat(due(true, parked, accepted("terminate", "t", 2, 0), queued("b", 3, 1)))
                .as("the terminate occupies the NS now")
                .isEmpty();
    }

    @Test
    void shouldNameTheOccupantAndItsVerbsInARefusal() {
        var due = NsQueue.due(List.of(failed("a"), queued("b", 2, 1)), false);

        assertThat(due.get(0).event())
                .isInstanceOfSatisfying(
                        Event.Refused.class,
                        refused -> assertThat(refused.why().message())
                                .contains("operation a", "RETRY", "ROLLBACK", "FAIL"));
    }

    private static List<String> due(boolean supersede, Operation... ofNs) {
        var said = new ArrayList<String>();
        for (NsQueue.Due due : NsQueue.due(List.of(ofNs), supersede)) {
            said.add(due.operation() + " "
                    + switch (due.event()) {
                        case Event.QueueMoved(int position) -> "QueueMoved " + position;
                        case Event.Superseded(var by) -> "Superseded " + by;
                        case Event.TerminateWaits(var by) -> "TerminateWaits " + by;
                        default -> due.event().getClass().getSimpleName();
                    });
        }
        return said;
    }

    private Operation occupant(String id) {
        return accepted("instantiate", id, 1, 0);
    }

    private Operation queued(String id, double startTime, int position) {
        return accepted("instantiate", id, startTime, position);
    }

    private Operation queued(String type, String id, double startTime, int position) {
        return accepted(type, id, startTime, position);
    }

    private Operation accepted(String type, String id, double startTime, int position) {
        var request = new OperationRequest(
                new OperationId(id), "ns1", type, startTime, Value.Obj.EMPTY, FailurePolicy.HOLD, Play.DEADLINE);
        return engine.accept(new Event.Requested(request, Play.owner(1), position, List.of()), NOW)
                .next();
    }

    private Operation failed(String id) {
        Operation failed = cancelled(occupant(id));
        assertThat(failed.occupies()).isTrue();
        return failed;
    }

    /** It has a task in flight. */
    private Operation busy(String id) {
        return engine.decide(occupant(id), new Event.Planned(Plans.chain(1), "plan-1"), NOW)
                .next();
    }

    private Operation leaving(Operation operation, String terminate) {
        return engine.decide(operation, new Event.TerminateWaits(new OperationId(terminate)), NOW)
                .next();
    }

    private Operation rollingBack(String id) {
        Operation busy = busy(id);
        var command = Commands.inFlight(busy, TaskId.at(0), "lcm-inbox").orElseThrow();
        var broken = new Event.Replied(Reply.of(command, ReplyStatus.FAILED, Play.BROKEN));
        var rollback = new VerbRequest("y", busy.id(), null, Verb.ROLLBACK, "alice", VerbArguments.NONE, null);
        Operation failed = engine.decide(busy, broken, NOW).next();
        return engine.decide(failed, new Event.VerbRequested(rollback), NOW).next();
    }

    private Operation cancelled(Operation operation) {
        var cancel = new VerbRequest("x", operation.id(), null, Verb.CANCEL, "alice", VerbArguments.NONE, null);
        Operation cancelled =
                engine.decide(operation, new Event.VerbRequested(cancel), NOW).next();
        assertThat(cancelled.state()).isEqualTo(OperationState.FAILED_TEMP);
        return cancelled;
    }
}
