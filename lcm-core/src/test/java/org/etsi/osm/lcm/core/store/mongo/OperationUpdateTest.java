package org.etsi.osm.lcm.core.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.json.JsonWriterSettings;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.InFlight;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Plan;
import org.etsi.osm.lcm.core.model.Task;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Timer;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.OperationStore.Write;
import org.etsi.osm.lcm.core.store.StoreSamples;
import org.junit.jupiter.api.Test;

/** An update has the size of the change, whatever the size of the plan. */
class OperationUpdateTest {
    private static final Plan PLAN = StoreSamples.chain(5_000);
    private static final Operation PLANNED = StoreSamples.planned(
            StoreSamples.accepted("7a5b8f9e-4b0f-4c8e-9d2a-1f0e6f3c2b1a", new Ownership(3, 12, "engine-1")),
            "plan-1",
            PLAN);

    @Test
    void shouldSetOnlyWhatAStartedTaskChanges() {
        var update = OperationUpdate.of(new Write.Update(PLANNED, started(), 1_000));

        assertThat(json(update.filter()))
                .isEqualTo("{\"_id\": \"7a5b8f9e-4b0f-4c8e-9d2a-1f0e6f3c2b1a\", \"epoch\": 12, "
                        + "\"owner\": \"engine-1\", \"revision\": 2}");
        assertThat(json(update.change()))
                .isEqualTo("{\"$set\": {\"revision\": 3, \"outbox\": [{\"kind\": \"TaskMoved\", \"revision\": 3,"
                        + " \"at\": {\"$date\": \"2023-11-14T22:13:20.5Z\"}, \"task\": \"t1235\", \"from\":"
                        + " \"WAITING\", \"to\": \"RUNNING\", \"attempt\": 1, \"sequence\": 1, \"cause\":"
                        + " \"Replied SUCCEEDED\"}], \"tasks.t1235\": {\"state\": \"RUNNING\", \"touched\":"
                        + " true, \"attempt\": 1, \"sequence\": 1, \"inFlight\": {\"action\": \"EXECUTE\","
                        + " \"sequence\": 1, \"attempt\": 1, \"since\": {\"$date\":"
                        + " \"2023-11-14T22:13:20Z\"}}, \"timer\": {\"kind\": \"TIMEOUT\","
                        + " \"originalMs\": 1200000, \"remainingMs\": 1200000, \"armedBy\": 3}}}}");
        assertThat(Doc.size(update.filter()) + Doc.size(update.change())).isLessThan(620);
    }

    @Test
    void shouldSetOnlyWhatAFinishedTaskChanges() {
        Operation started = started();
        Task done = started.tasks()
                .get(1234)
                .in(TaskState.DONE)
                .inFlight(null)
                .timer(null)
                .outputs(Value.Obj.EMPTY.with("id", "0f9c7c9e-3c67-4f0a-b9b4-0f8f8d0f3c55"));

        var update = OperationUpdate.of(new Write.Update(started, StoreSamples.taskMoved(started, 1234, done), 2_000));

        assertThat(update.change().getDocument("$set").keySet())
                .containsExactlyInAnyOrder("revision", "outbox", "tasks.t1235");
        assertThat(update.change().containsKey("$unset")).isFalse();
        assertThat(Doc.size(update.filter()) + Doc.size(update.change())).isLessThan(600);
    }

    @Test
    void shouldLeaveOutTasksThatOnlySeemToDiffer() {
        Operation blocked = StoreSamples.taskMoved(PLANNED, 7, Task.NEW.blockedBy(3));

        var update = OperationUpdate.of(new Write.Update(PLANNED, blocked, 0));

        assertThat(update.change().getDocument("$set").keySet()).containsExactlyInAnyOrder("revision", "outbox");
    }

    @Test
    void shouldStillBeAnUpdateWhenNothingDiffers() {
        var update = OperationUpdate.of(new Write.Update(PLANNED, PLANNED, 0));

        assertThat(json(update.change())).isEqualTo("{\"$set\": {\"revision\": 2}}");
    }

    @Test
    void shouldEscapeKeysReadably() {
        Map<String, String> escaped = Map.of(
                "10.0.0.1",
                "10%2E0%2E0%2E1",
                "$set",
                "%24set",
                "100%",
                "100%25",
                "",
                "%",
                "a\0b",
                "a%00b",
                "plain",
                "plain");

        escaped.forEach((key, stored) -> {
            assertThat(ValueCodec.escape(key)).isEqualTo(stored);
            assertThat(ValueCodec.unescape(stored)).isEqualTo(key);
        });
        assertThat(Doc.wellFormed("a\uD800b\uD83D\uDE80")).isEqualTo("a\uFFFDb\uD83D\uDE80");
        assertThat(List.of("%2", "%"))
                .first()
                .satisfies(
                        broken -> org.assertj.core.api.Assertions.assertThatThrownBy(() -> ValueCodec.unescape(broken))
                                .isInstanceOf(UnreadableException.class));
    }

    private static Operation started() {
        Timer timeout = Timer.armed(Timer.Kind.TIMEOUT, Duration.ofMinutes(20), new Moment(1_000, 0), 3);
        Task running = Task.NEW
                .in(TaskState.RUNNING)
                .touched(true)
                .attempt(1)
                .inFlight(new InFlight(CommandAction.EXECUTE, 1, 1, null, 1_700_000_000_000L))
                .timer(timeout);
        return StoreSamples.taskMoved(PLANNED, 1234, running);
    }

    private static String json(BsonDocument document) {
        return document.toJson(JsonWriterSettings.builder().build());
    }
}
