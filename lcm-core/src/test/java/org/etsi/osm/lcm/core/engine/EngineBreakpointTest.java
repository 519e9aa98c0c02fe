package org.etsi.osm.lcm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.engine.Play.FLAKY;
import static org.etsi.osm.lcm.core.engine.Play.anOperation;
import static org.etsi.osm.lcm.core.model.OperationState.COMPLETED;
import static org.etsi.osm.lcm.core.model.OperationState.FAILED_TEMP;
import static org.etsi.osm.lcm.core.model.OperationState.PROCESSING;
import static org.etsi.osm.lcm.core.model.OperationState.ROLLING_BACK;
import static org.etsi.osm.lcm.core.model.TaskState.DONE;
import static org.etsi.osm.lcm.core.model.TaskState.RUNNING;
import static org.etsi.osm.lcm.core.model.TaskState.WAITING;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.etsi.osm.lcm.core.model.Control;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.Selector.Kind;
import org.etsi.osm.lcm.core.model.Steering;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskSpec;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps single tasks from starting: breakpoints, holds and freezes. */
class EngineBreakpointTest {

    private static VerbArguments at(Kind kind, String value) {
        return VerbArguments.selector(new Selector(kind, value));
    }

    /** Its second task belongs to a VNF and a VIM of its own. */
    private static Plan scoped() {
        return Plans.change(
                Plans.wide(2),
                "t0002",
                t -> new TaskSpec(
                        t.id(),
                        "CreateServer",
                        t.label(),
                        t.adapter(),
                        t.parameters(),
                        t.dependsOn(),
                        t.timeout(),
                        t.retry(),
                        t.reversibility(),
                        java.util.Map.of("vnf", "db", "vim", "north")));
    }

    @ParameterizedTest
    @CsvSource({"TASK,t0002", "TYPE,CreateServer", "VNF,db", "VIM,north"})
    void shouldPauseWhereATaskThatIsMeantIsAboutToStart(Kind kind, String value) {
        var play =
                anOperation().accepted().ask(Verb.BREAKPOINT, at(kind, value)).accepted();

        play.planned(scoped()).executes("t0001").tasksAre(RUNNING, WAITING);
        assertThat(play.operation().control()).isEqualTo(Control.PAUSED);
        assertThat(play.operation().steering().stoppedAt()).isEqualTo(new TaskId("t0002"));
    }

    @Test
    void shouldStopOnceForEachArrival() {
        var plan = Plans.each(Plans.chain(2), task -> Plans.retried(task, 3));
        var play = anOperation()
                .planned(plan)
                .ask(Verb.BREAKPOINT, at(Kind.TASK, "t0002"))
                .succeeds("t0001")
                .sendsNothing();
        assertThat(play.operation().control()).isEqualTo(Control.PAUSED);

        play.ask(Verb.RESUME).accepted().executes("t0002");
        assertThat(play.operation().control()).isEqualTo(Control.RUN);
        assertThat(play.operation().steering().stoppedAt()).isNull();

        play.fails("t0002", FLAKY).rings("t0002").sendsNothing();
        assertThat(play.operation().control()).as("it arrives again").isEqualTo(Control.PAUSED);
        play.ask(Verb.RESUME).executes("t0002").succeeds("t0002").is(COMPLETED);
    }

    @Test
    void shouldStandAtABreakpointAfterATakeover() {
        var play = anOperation()
                .planned(Plans.chain(2))
                .ask(Verb.BREAKPOINT, at(Kind.TASK, "t0002"))
                .succeeds("t0001")
                .happens(new Event.TakenOver(Play.owner(2)))
                .sendsNothing();

        assertThat(play.operation().steering().stoppedAt()).isEqualTo(new TaskId("t0002"));
        play.ask(Verb.RESUME).executes("t0002");
    }

    @Test
    void shouldStopInARollbackToo() {
        var play = anOperation()
                .planned(Plans.chain(2))
                .ask(Verb.BREAKPOINT, at(Kind.TASK, "t0001"))
                .succeeds("t0001")
                .fails("t0002")
                .ask(Verb.ROLLBACK)
                .succeeds("t0002")
                .sendsNothing()
                .is(ROLLING_BACK);
        assertThat(play.operation().steering().stoppedAt()).isEqualTo(new TaskId("t0001"));

        play.ask(Verb.STEP).undoes("t0001");
    }

    @Test
    void shouldClearOneOrAll() {
        var play = anOperation()
                .accepted()
                .ask(Verb.BREAKPOINT, at(Kind.TASK, "t0001"))
                .ask(Verb.BREAKPOINT, at(Kind.TASK, "t0001"))
                .rejected("set already")
                .ask(Verb.BREAKPOINT, at(Kind.VIM, "north"))
                .ask(Verb.CLEAR, at(Kind.VNF, "db"))
                .rejected("no such breakpoint")
                .ask(Verb.CLEAR, at(Kind.TASK, "t0001"))
                .accepted();
        assertThat(play.operation().steering().breakpoints()).containsExactly(new Selector(Kind.VIM, "north"));

        play.ask(Verb.CLEAR).accepted().ask(Verb.CLEAR).rejected("has no breakpoints");
    }

    @Test
    void shouldRefuseBreakpointsThatNoTaskCanMeetAndTooManyOfThem() {
        var play = anOperation().planned(Plans.chain(1));
        play.ask(Verb.BREAKPOINT).rejected("nothing was named");
        play.ask(Verb.BREAKPOINT, at(Kind.NS, "ns1")).rejected("by task, type, vnf or vim");
        play.ask(Verb.BREAKPOINT, at(Kind.TASK, "t0007")).rejected("no task t0007");
        for (int i = 0; i < Steering.MOST_BREAKPOINTS; i++) {
            play.ask(Verb.BREAKPOINT, at(Kind.TYPE, "Type" + i)).accepted();
        }
        play.ask(Verb.BREAKPOINT, at(Kind.TYPE, "OneMore")).rejected("which is the most");
    }

    @Test
    void shouldHoldOneTaskWhileTheRestGoesOnAndStopTheDeadlineWhenNothingElseIsLeft() {
        var play = anOperation()
                .planned(Plans.fork(2))
                .ask(Verb.HOLD, "t0002")
                .accepted()
                .succeeds("t0001")
                .executes("t0003")
                .after(Duration.ofMinutes(10))
                .succeeds("t0003")
                .is(PROCESSING)
                .tasksAre(DONE, WAITING, DONE);
        var deadline = Objects.requireNonNull(play.operation().deadline());
        assertThat(deadline.frozen()).isTrue();

        play.after(Duration.ofHours(5)).ask(Verb.RELEASE, "t0002").executes("t0002");
        assertThat(Objects.requireNonNull(play.operation().deadline()).remainingMs(play.now()))
                .isEqualTo(deadline.remainingMs());
        play.succeeds("t0002").is(COMPLETED);
    }

    @Test
    void shouldHoldWhatIsUndoneToo() {
        anOperation()
                .planned(Plans.chain(2))
                .succeeds("t0001")
                .fails("t0002")
                .is(FAILED_TEMP)
                .ask(Verb.HOLD, "t0002")
                .ask(Verb.ROLLBACK)
                .accepted()
                .sendsNothing()
                .ask(Verb.RELEASE, "t0002")
                .undoes("t0002");
    }

    @ParameterizedTest
    @CsvSource({"NS,ns1", "VIM,north", "TYPE,CreateServer", "EVERYTHING,''"})
    void shouldStartNothingThatIsFrozenWhileTheDeadlineStandsStill(Kind kind, String value) {
        var play =
                anOperation().planned(scoped()).ask(Verb.PAUSE).stops("t0002").succeeds("t0001");
        var freeze = new Selector(kind, value);
        play.happens(new Event.FreezesChanged(List.of(freeze))).ask(Verb.RESUME).is(FAILED_TEMP);

        play.ask(Verb.RETRY).accepted().sendsNothing().is(PROCESSING);
        var deadline = Objects.requireNonNull(play.operation().deadline());
        assertThat(deadline.frozen()).isTrue();

        play.after(Duration.ofHours(9))
                .happens(new Event.FreezesChanged(List.of()))
                .executes("t0002");
        assertThat(Objects.requireNonNull(play.operation().deadline()).remainingMs(play.now()))
                .isEqualTo(deadline.remainingMs());
    }

    @Test
    void shouldLetWhatIsInFlightEndUnderAFreeze() {
        var play = anOperation()
                .planned(Plans.chain(2))
                .happens(new Event.FreezesChanged(List.of(Selector.EVERYTHING)))
                .sendsNothing();
        assertThat(Objects.requireNonNull(play.task("t0001").timer()).frozen())
                .as("its limit")
                .isFalse();

        play.succeeds("t0001").sendsNothing().tasksAre(DONE, WAITING);
    }
}
