package org.etsi.osm.lcm.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Fixtures;
import org.etsi.osm.lcm.simulation.CutScenario.Cancel;
import org.etsi.osm.lcm.simulation.CutScenario.Place;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every plan that the planners make of real packages is cut off everywhere: at each of its tasks the engine dies, and
 * the adapter, before and after each thing that either does for it (a look does nothing: none of it is stored); and at
 * each of its tasks it is cancelled and rolled back, where the rollback is cut off everywhere, too. Each time it comes
 * to its right end, and leaves nothing.
 */
class CutOffTest {
    private static final long SEED = 1;
    private static final int AT_ONCE = 16;

    @TempDir
    private static Path folder;

    private static PlannedRecords records;

    @BeforeAll
    static void open() {
        records = new PlannedRecords(folder);
    }

    @AfterAll
    static void close() {
        records.close();
    }

    @Test
    void shouldSurviveEveryCutOfTheSampleNs() {
        cutEverywhere("sample-ns", records.samples("gateway_vnf", "cluster_vnf", "sample_ns"), List.of());
    }

    @Test
    void shouldSurviveEveryCutOfConfiguration() {
        Set<String> types =
                cutEverywhere("configured-ns", records.texts(ConfiguredPackages.DESCRIPTORS), List.of("mgmtnet"));

        assertThat(types)
                .contains(
                        "instantiate CreateExecutionEnvironment",
                        "instantiate InjectSshKey",
                        "instantiate RunPrimitive",
                        "instantiate InstallKdu",
                        "terminate RunPrimitive",
                        "terminate UninstallKdu",
                        "terminate RemoveEnvironments");
    }

    @Test
    void shouldSurviveEveryCutOfHackfestBasic() {
        fixtures();
        cutEverywhere(
                "hackfest_basic", records.fixtures("hackfest_basic_vnf", "hackfest_basic_ns"), List.of("mgmtnet"));
    }

    @Test
    void shouldSurviveEveryCutOfHackfestProxycharm() {
        fixtures();
        cutEverywhere(
                "hackfest_proxycharm",
                records.fixtures("hackfest_proxycharm_vnf", "hackfest_proxycharm_ns"),
                List.of("mgmtnet"));
    }

    @Test
    void shouldSurviveEveryCutOfOpenldap() {
        fixtures();
        cutEverywhere("openldap", records.fixtures("openldap_knf", "openldap_ns"), List.of("mgmtnet"));
    }

    private static void fixtures() {
        Assumptions.assumeTrue(
                Fixtures.present(), () -> "OSM's fixtures aren't at " + Fixtures.folder() + "; see -Dosm.fixtures");
    }

    /** Gives the types of the tasks that there are. */
    private static Set<String> cutEverywhere(String name, Value.Obj nsd, List<String> links) {
        Value.Obj parameters = records.parameters(nsd, links);
        CutScenario whole = new Run(nsd, parameters, Optional.empty(), Optional.empty()).verified();
        List<Place> places = whole.places();

        List<Place> cancels = places.stream()
                .filter(place -> place.taskKey().startsWith("instantiate/") && place.time() == 1)
                .filter(place -> place.point().isAfter() && place.point().call() == CrashCall.WRITE)
                .toList();
        // The last command of all to be stored: by then everything is there that a rollback removes.
        Place late = places.stream()
                .filter(place -> place.taskKey().startsWith("instantiate/") && isStoredCommand(place.point()))
                .reduce((one, other) -> other)
                .orElseThrow();
        List<Place> ofRollback =
                new ArrayList<>(new Run(nsd, parameters, Optional.empty(), Optional.of(new Cancel(late)))
                        .verified()
                        .places());
        ofRollback.removeAll(places);

        Stream<Run> runs = Stream.of(
                        places.stream().map(at -> new Run(nsd, parameters, Optional.of(at), Optional.empty())),
                        cancels.stream()
                                .map(at -> new Run(nsd, parameters, Optional.empty(), Optional.of(new Cancel(at)))),
                        ofRollback.stream()
                                .map(at -> new Run(nsd, parameters, Optional.of(at), Optional.of(new Cancel(late)))))
                .flatMap(all -> all);
        List<String> broken = problems(runs.toList());
        System.out.println("Cut off: " + name + " at " + places.size() + " places, cancelled at " + cancels.size()
                + ", its rollback cut off at " + ofRollback.size() + "; " + broken.size() + " broken");
        assertThat(ofRollback).as("places of the rollback of " + name).isNotEmpty();
        assertThat(broken.size())
                .as(() -> broken.size() + " of " + name + " broken, the first: " + broken.getFirst())
                .isZero();
        return whole.types();
    }

    private static boolean isStoredCommand(CrashPoint point) {
        return point.isAfter()
                && point.call() == CrashCall.WRITE
                && point.about().startsWith(CommandAction.EXECUTE.name());
    }

    /** They wait for the store most of the time, so that many go at once. */
    private static List<String> problems(List<Run> runs) {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Optional<String>>> results = new ArrayList<>();
            runs.forEach(run -> results.add(threads.submit(() -> run.problem())));
            List<String> problems = new ArrayList<>();
            for (Future<Optional<String>> result : results) {
                result.get().ifPresent(problems::add);
            }
            return problems;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected every run to end, but one threw", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected every run to end, but this thread was interrupted", e);
        }
    }

    /** One run, which begins with records of its own. */
    private record Run(Value.Obj nsd, Value.Obj parameters, Optional<Place> cut, Optional<Cancel> cancel) {

        /** The scenario as it went; nothing may go wrong. */
        CutScenario verified() {
            List<CutScenario> played = new ArrayList<>();
            assertThat(problem(played)).isEmpty();
            return played.getLast();
        }

        Optional<String> problem() {
            return problem(new ArrayList<>());
        }

        /** What went wrong, if anything did. */
        private Optional<String> problem(List<CutScenario> played) {
            SimulationResult result = Simulation.run(SEED, SimulationOptions.DEFAULT, () -> {
                String ns = records.createNs(nsd, parameters);
                played.add(new CutScenario(records, ns, parameters, cut, cancel));
                return played.getLast();
            });
            played.forEach(scenario -> records.forget(scenario.ns()));
            if (!result.isSound()) {
                return Optional.of(cut + " " + cancel + ": " + result.report());
            }
            // A repeated command may not come again where something else went another way before.
            return cut.filter(at -> at.time() == 1).isPresent()
                            && !played.getLast().isCut()
                    ? Optional.of("Expected a process to be cut off at " + cut + ", but none has been there")
                    : Optional.empty();
        }
    }
}
