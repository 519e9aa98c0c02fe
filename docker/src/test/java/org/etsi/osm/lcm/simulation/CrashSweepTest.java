package org.etsi.osm.lcm.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.report.Figures;
import org.junit.jupiter.api.Test;

/** At every place where something becomes durable or leaves a process, one dies, and nothing is the worse for it. */
class CrashSweepTest {

    @Test
    void shouldComeToTheSameEndWhereverAProcessDies() {
        long beganNs = System.nanoTime();
        Coverage coverage = CrashSweep.run(System.out::println);
        publish(coverage, (System.nanoTime() - beganNs) / 1_000_000);

        coverage.missing().forEach(point -> System.out.println("Missing: " + point));
        coverage.violations()
                .forEach(broken -> System.out.println(
                        broken.again() + ": " + broken.result().violations()));
        assertThat(coverage.missing()).isEmpty();
        assertThat(coverage.covered()).isEqualTo(coverage.total());
        assertThat(coverage.violations())
                .as(() -> coverage.violations().size() + " runs broken, the first: "
                        + coverage.violations().getFirst().report())
                .isEmpty();
    }

    @Test
    void shouldFindThePointsOfAPlantedBug() {
        var planted = SimulationOptions.DEFAULT.with(BusBugs.commitFirst());

        Coverage coverage = CrashSweep.run(done -> {}, planted, List.of(CrashScripts.made("CreateNetwork")));

        assertThat(coverage.violations()).isNotEmpty();
        Coverage.Broken first = coverage.violations().getFirst();
        assertThat(first.again()).startsWith("./lcm simulate --crash-point 'make with CreateNetwork#");
        assertThat(first.report())
                .contains("cut off at call ")
                .contains("Expected request instantiate to become an operation")
                .contains(" is cut off at ");
        assertThat(first.result().violations().getFirst())
                .startsWith("script 'make with CreateNetwork', cut off at call ")
                .contains("Expected request instantiate to become an operation");
        // Without the bug the same place does no harm.
        assertThat(CrashSweep.again(first.place()).isSound()).isTrue();
        // A point whose run is broken doesn't count as survived.
        assertThat(coverage.missing()).contains("engine bus commit, a request, after");
    }

    private static void publish(Coverage coverage, long millis) {
        Value.Obj sites = Value.Obj.EMPTY;
        for (var site : coverage.bySite().entrySet()) {
            sites = sites.with(site.getKey(), site.getValue());
        }
        Figures.publish(
                "crash-points",
                Value.Obj.EMPTY
                        .with("total", coverage.total())
                        .with("covered", coverage.covered())
                        .with(
                                "missing",
                                Value.list(coverage.missing().stream()
                                        .<Value>map(Value::of)
                                        .toList()))
                        .with("runs", coverage.runs())
                        .with("violations", coverage.violations().size())
                        .with("sites", sites)
                        .with("millis", millis));
    }
}
