package org.etsi.osm.lcm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.embedded.EmbeddedMongo;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.n2vc.vca.sim.SimSite;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVca;
import org.etsi.osm.lcm.n2vc.vca.sim.SimVcaSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's look into the simulated VCA, on the store that {@code lcm up} runs on. */
class VcaCommandTest {
    @TempDir
    private Path folder;

    private EmbeddedMongo mongo;
    private MongoConnection connection;

    @BeforeEach
    void open() {
        mongo = EmbeddedMongo.open(folder, 0);
        connection = MongoConnection.open(mongo.uri(), "osm", Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        connection.close();
        mongo.close();
    }

    private String executed(String... arguments) {
        var all = new ArrayList<String>(List.of("vca"));
        all.addAll(Arrays.asList(arguments));
        all.addAll(List.of("--mongo", mongo.uri(), "--bootstrap", "127.0.0.1:1"));
        var out = new StringWriter();
        int code = LcmMain.commandLine().setOut(new PrintWriter(out)).execute(all.toArray(new String[0]));
        assertThat(code).isZero();
        return out.toString();
    }

    @Test
    void shouldTellWhatHappenedToAnNs() {
        var vca = new SimVca(new SimSite(
                VcaCommand.state(connection), InstantSource.system(), SimVcaSettings.each(Duration.ZERO), time -> {}));
        for (String ns : List.of("ns-1", "ns-2")) {
            String id = vca.create(new Vca.Creation(
                            ns,
                            "op/" + ns,
                            "",
                            "." + ns + ".vnf-0",
                            "lxc_proxy_charm",
                            "simple",
                            "",
                            Value.Obj.EMPTY,
                            null))
                    .id();
            vca.start(new Vca.Request(id, "op/" + ns, "run-" + ns, "touch", Value.Obj.EMPTY.with("filename", "/a")));
            vca.delete(id);
        }

        assertThat(executed("history").lines()).hasSize(7);
        String json = executed("history", "--ns", "ns-1", "--json");
        var events = Json.readObject(("{\"events\":" + json + "}").getBytes(StandardCharsets.UTF_8))
                .items("events");
        assertThat(events)
                .extracting(event -> ((Value.Obj) event).text("what").orElse(""))
                .containsExactly("ENVIRONMENT_CREATED", "PRIMITIVE_RUN", "ENVIRONMENT_DELETED");
        assertThat(((Value.Obj) events.get(1)).field("arguments")).contains(Value.Obj.EMPTY.with("filename", "/a"));
    }

    @Test
    void shouldSwitchFaultsOnAndOff() {
        executed("fault", "add", "--id", "f", "--on", "run", "--match", "touch", "--lose-record", "--times", "2");
        executed("fault", "add", "--id", "g", "--accept-late", "5");

        assertThat(executed("fault", "list"))
                .contains("RUN matching touch, 2 times: LoseAnswer[isRecorded=false]")
                .contains("any change: AcceptLate[after=PT5S]");

        assertThat(executed("fault", "remove", "f")).contains("off: f");
        assertThat(executed("fault", "list", "--json")).contains("\"g\"").doesNotContain("\"f\"");
        assertThat(executed("fault", "clear")).contains("off: g");
        assertThat(executed("fault", "clear")).contains("no fault was on");
    }
}
