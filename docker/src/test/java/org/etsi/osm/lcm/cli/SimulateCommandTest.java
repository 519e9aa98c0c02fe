package org.etsi.osm.lcm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.etsi.osm.lcm.simulation.Campaign;
import org.etsi.osm.lcm.simulation.Coverage;
import org.etsi.osm.lcm.simulation.Simulation;
import org.etsi.osm.lcm.simulation.SimulationOptions;
import org.etsi.osm.lcm.simulation.SimulationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulations asked for by hand. */
class SimulateCommandTest {

    @Test
    void shouldRunManySeedsAndCountInJson() {
        var ended = InProcess.run("simulate", "--seeds", "20", "--from", "3", "--no-crash-points", "--json");

        assertThat(ended.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(ended.err()).contains("simulate: 20 of 20 runs");
        var told = (Value.Obj) Json.read(ended.out().getBytes(StandardCharsets.UTF_8));
        assertThat(told.text("seeds")).contains("20");
        assertThat(number(told, "events")).isGreaterThan(20 * 100);
        assertThat(number(told, "interruptions")).isPositive();
        assertThat(number(told, "survived"))
                .isEqualTo(number(told, "transitions"))
                .isPositive();
        assertThat(told.items("violations")).isEmpty();
    }

    @Test
    void shouldTellWhichCrashPointsAreCoveredAndWhatBroke() {
        var sound = Simulation.run(1, SimulationOptions.SHORT);
        var broken = new SimulationResult(
                7, sound.options(), sound.counts(), List.of(3), List.of("event 9: Expected op-1, but …"), List.of("a"));
        var outcome = new Campaign.Outcome(2, sound.counts(), List.of(broken));
        var coverage = new Coverage(
                3, 2, List.of("before a write"), 4, List.of(new Coverage.Broken("step#17", broken)), Map.of());

        Value.Obj told = SimulateCommand.json(outcome, Optional.of(coverage));

        assertThat(Json.text(told.field("crashPoints").orElseThrow()))
                .isEqualTo("{\"total\":3,\"covered\":2,\"missing\":[\"before a write\"]}");
        assertThat(Json.text(told.items("violations").get(1)))
                .startsWith("{\"crashPoint\":\"step#17\",\"broke\":\"event 9: ")
                .endsWith("\"again\":\"./lcm simulate --crash-point 'step#17'\"}");
        assertThat(Json.text(told.items("violations").getFirst()))
                .isEqualTo("{\"seed\":7,\"broke\":\"event 9: Expected op-1, but …\",\"rule\":\"Expected …\","
                        + "\"events\":[\"a\"],\"again\":\"./lcm simulate --seed 7\"}");
    }

    @Test
    void shouldPrintTheEventsOfOneSeed() {
        var whole = InProcess.run("simulate", "--seed", "11");
        var quiet = InProcess.run("simulate", "--seed", "11", "--without", "1-");

        assertThat(whole.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(whole.out()).contains("starts").contains(" !! ").contains("seed 11: ");
        assertThat(whole.out().lines().filter(line -> line.contains("has in store")))
                .as("what --without can leave out before anything goes wrong")
                .anyMatch(line -> line.matches(".* has in store \\d+ instantiate op-0 of ns-0"))
                .allMatch(line -> line.matches(".* has in store \\d+ .*"));
        assertThat(quiet.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(quiet.out())
                .contains("starts")
                .doesNotContain(" !! ")
                .doesNotContain("has in store")
                .contains(" 0 interruptions");
    }

    @Test
    void shouldCutAScriptOffOnceMore() {
        var cut = InProcess.run("simulate", "--crash-point", "make with CreateNetwork#9");
        var whole = InProcess.run("simulate", "--crash-point", "make with CreateNetwork", "--json");

        assertThat(cut.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(cut.out())
                .contains(" is cut off at [")
                .contains("crash point 'make with CreateNetwork#9': ")
                .contains("nothing broke");
        assertThat(whole.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(whole.out()).contains("\"interruptions\":0").doesNotContain("is cut off");
    }

    @Test
    void shouldRefuseACrashPointThatThereIsNot() {
        var script = InProcess.run("simulate", "--crash-point", "dance#1");
        var call = InProcess.run("simulate", "--crash-point", "make with CreateNetwork#100000");
        var both = InProcess.run("simulate", "--crash-point", "step#1", "--seed", "1");

        assertThat(List.of(script.exitCode(), call.exitCode(), both.exitCode())).containsOnly(ExitCode.USAGE);
        assertThat(script.err()).contains("Expected a script of [").contains("but found 'dance'");
        assertThat(call.err()).contains("Expected a call of 'make with CreateNetwork' from 0 to ");
        assertThat(both.err()).contains("Expected --crash-point or --seed, but found both");
    }

    @Test
    void shouldRefuseWhatIsNoNumber() {
        var without = InProcess.run("simulate", "--seed", "11", "--without", "3,x");
        var seeds = InProcess.run("simulate", "--seeds", "0");

        assertThat(without.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(without.err()).contains("Expected numbers and ranges such as 3,17-40,57-, but found '3,x'");
        assertThat(seeds.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void shouldRefuseSeedsThatAreNone() {
        var ended = InProcess.run("simulate", "--seeds", "10", "--from", "9223372036854775807");

        assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err())
                .contains("Expected --from of at most 9223372036854775797 with so many runs, but found"
                        + " 9223372036854775807");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seeds", "--from"})
    void shouldRefuseOneSeedAndMany(String other) {
        var ended = InProcess.run("simulate", "--seed", "11", other, "5");

        assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("Expected either --seed, which runs one, or " + other);
    }

    @Test
    void shouldFailWhereSomethingBrokeOrWasNotReached() {
        var sound = Simulation.run(1, SimulationOptions.SHORT);
        var whole = new Campaign.Outcome(1, sound.counts(), List.of());
        var broken = new Campaign.Outcome(
                1,
                sound.counts(),
                List.of(new SimulationResult(
                        7, sound.options(), sound.counts(), List.of(), List.of("event 9: Expected op-1"), List.of())));
        var reached = Optional.of(new Coverage(3, 3, List.of(), 4, List.of(), Map.of()));
        var notReached = Optional.of(new Coverage(3, 2, List.of("before a write"), 4, List.of(), Map.of()));

        assertThat(SimulateCommand.exitCode(whole, Optional.empty())).isEqualTo(ExitCode.DONE);
        assertThat(SimulateCommand.exitCode(whole, reached)).isEqualTo(ExitCode.DONE);
        assertThat(SimulateCommand.exitCode(whole, notReached)).isEqualTo(ExitCode.FAILED);
        assertThat(SimulateCommand.exitCode(broken, reached)).isEqualTo(ExitCode.FAILED);
    }

    private static long number(Value.Obj told, String name) {
        return Long.parseLong(told.text(name).orElseThrow());
    }
}
