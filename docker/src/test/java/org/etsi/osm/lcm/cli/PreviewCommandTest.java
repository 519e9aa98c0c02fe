package org.etsi.osm.lcm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etsi.osm.lcm.core.engine.Engine;
import org.etsi.osm.lcm.core.engine.EngineSettings;
import org.etsi.osm.lcm.core.engine.Previews;
import org.etsi.osm.lcm.core.engine.Verbs;
import org.etsi.osm.lcm.core.model.Event;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.Ownership;
import org.etsi.osm.lcm.core.model.Selector;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.model.VerbArguments;
import org.etsi.osm.lcm.core.model.VerbRequest;
import org.etsi.osm.lcm.core.port.OperationStore.Write;
import org.etsi.osm.lcm.core.store.StoreSamples;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.embedded.EmbeddedMongo;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line tells of an operation by reading alone: there is no Kafka here. */
class PreviewCommandTest {
    private static final Ownership OWNER = new Ownership(0, 1, "engine");

    @TempDir
    private Path folder;

    private final Engine engine = new Engine(EngineSettings.DEFAULT);
    private EmbeddedMongo mongo;
    private MongoConnection connection;
    private int exit;

    @BeforeEach
    void open() {
        mongo = EmbeddedMongo.open(folder, 0);
        connection = MongoConnection.open(mongo.uri(), "osm", Duration.ofSeconds(5));
        connection.operations().beginEpoch(0);
    }

    @AfterEach
    void close() {
        connection.close();
        mongo.close();
    }

    private String executed(String... arguments) {
        var all = new ArrayList<String>(Arrays.asList(arguments));
        all.addAll(List.of("--mongo", mongo.uri(), "--bootstrap", "127.0.0.1:1"));
        var out = new StringWriter();
        exit = LcmMain.commandLine().setOut(new PrintWriter(out)).execute(all.toArray(new String[0]));
        return out.toString();
    }

    private Value.Obj json(String... arguments) {
        var all = new ArrayList<String>(Arrays.asList(arguments));
        all.add("--json");
        return Json.readObject(executed(all.toArray(new String[0])).getBytes(StandardCharsets.UTF_8));
    }

    /** An operation of three tasks in a row that has its NS, as the store has it after these verbs. */
    private Operation stored(VerbRequest... verbs) {
        var store = connection.operations();
        var plan = store.putPlan(StoreSamples.id("op-1"), StoreSamples.chain(3));
        var asked = new Event.Requested(StoreSamples.request("op-1"), OWNER, 0, List.of());
        Operation operation = engine.accept(asked, new Moment(1, 1)).next();
        operation = decided(operation, new Event.Planned(plan.plan(), plan.planId()));
        for (VerbRequest verb : verbs) {
            operation = decided(operation, new Event.VerbRequested(verb));
        }
        store.write(List.of(new Write.Insert(operation)));
        return operation;
    }

    private Operation decided(Operation operation, Event event) {
        return engine.decide(operation, event, new Moment(2, 2)).next();
    }

    private static VerbRequest verb(Verb verb) {
        return VerbRequest.of(verb.name(), StoreSamples.id("op-1"), verb, "test");
    }

    @Test
    void shouldTellTheSameAsTheEngineOfWhatIsLegal() {
        Operation operation = stored(verb(Verb.PAUSE));
        for (TaskId task : Arrays.asList(null, TaskId.at(1), TaskId.at(2))) {
            Value.Obj told = task == null ? json("verbs", "op-1") : json("verbs", "op-1", task.value());

            assertThat(exit).isZero();
            assertThat(told.items("verbs").stream()
                            .filter(PreviewView::isLegal)
                            .map(verb -> verb.text("verb").orElse("")))
                    .containsExactlyInAnyOrderElementsOf(Verbs.legal(Previews.workedOut(operation), task).stream()
                            .filter(verb -> !verb.isRead())
                            .map(AnswerView::word)
                            .toList());
        }
        assertThat(executed("verbs", "op-1"))
                .contains("op-1 is PROCESSING, control PAUSED")
                .containsPattern("resume +yes +then PROCESSING, control RUN")
                .containsPattern("pause +no +it is PAUSED already");
        assertThat(executed("verbs", "op-1", "t0001")).contains("would-be command: EXECUTE CreateServer to ro");
    }

    @Test
    void shouldShowTheOrderOfARollback() {
        stored();
        assertThat(executed("preview", "rollback", "op-1"))
                .contains("rollback is legal")
                .containsPattern("1 +t0001 +server vnf1.mgmt-0 +LOSSY +its content");
        assertThat(exit).isZero();

        assertThat(executed("preview", "rollback", "op-1", "--to", "t0003"))
                .contains("rollback isn't legal: there is nothing to undo down to t0003", "legal now: pause");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void shouldShowWhereAnOperatorsHandIs() {
        var type = new Selector(Selector.Kind.TYPE, "CreateServer");
        stored(
                verb(Verb.PAUSE),
                verb(Verb.BREAKPOINT).with(VerbArguments.selector(type)),
                verb(Verb.HOLD).on(TaskId.at(1)));

        assertThat(executed("op", "show", "op-1"))
                .contains("breakpoints: type CreateServer", "in flight: t0001 'server vnf1.mgmt-0' EXECUTE for ")
                .containsPattern("t0002 +WAITING .*held");
        Value.Obj json = json("op", "show", "op-1");
        assertThat(json.at("/drain/inFlight")).contains(Value.of(1));
        assertThat(json.at("/breakpoints/0/value")).contains(Value.of("CreateServer"));
        assertThat(json.at("/tasks/1/held")).contains(Value.of(true));
    }

    @Test
    void shouldListWhatIsLeftOfOneThatIsOver() {
        stored(verb(Verb.KILL));

        assertThat(executed("op", "show", "op-1")).contains("left: t0001 'server vnf1.mgmt-0'", "may still run");
        assertThat(executed("verbs", "op-1")).doesNotContain(" yes ");
    }

    @Test
    void shouldPreviewABulkAndDoNothing() {
        stored();
        Value.Obj told = json("bulk", "pause", "--state", "PROCESSING", "--type", "instantiate");

        assertThat(exit).isZero();
        assertThat(told.at("/done")).contains(Value.of(false));
        assertThat(told.items("operations"))
                .singleElement()
                .satisfies(one -> assertThat(PreviewView.isLegal(one)).isTrue());
        assertThat(json("bulk", "retry", "--state", "PROCESSING").at("/operations/0/reason"))
                .contains(Value.of("only FAILED_TEMP can be retried, it is PROCESSING"));
        assertThat(json("bulk", "retry", "--state", "FAILED").items("operations"))
                .isEmpty();
        executed("bulk", "retry");
        assertThat(exit).isEqualTo(2);
    }

    @Test
    void shouldRefuseWhatIsNoTaskAndNoVerbOfTasks() {
        stored();
        executed("verbs", "op-1", "t0099");
        assertThat(exit).isEqualTo(1);
        executed("verbs", "op-1", "server");
        assertThat(exit).isEqualTo(2);
        executed("preview", "pause", "op-1", "t0001");
        assertThat(exit).isEqualTo(2);
        executed("verbs", "op-9");
        assertThat(exit).isEqualTo(1);
    }
}
