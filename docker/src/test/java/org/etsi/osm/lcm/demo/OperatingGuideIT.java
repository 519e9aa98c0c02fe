package org.etsi.osm.lcm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.etsi.osm.lcm.cli.InProcess;
import org.etsi.osm.lcm.core.model.Operation;
import org.etsi.osm.lcm.core.model.OperationState;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.TaskState;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every recipe of the operator's guide is run as it stands there: a real system is brought into the symptom, the
 * commands go through the command line, each has to end with the exit code that the guide says, and the operation has
 * to end as it should. A section without a symptom here fails, and so does a symptom without a section.
 */
@Timeout(600)
class OperatingGuideIT {
    private static final String ENGINE = "service";
    private static final String FAULT = "symptom";

    @TempDir
    private static Path folder;

    private static DemoWorld world;

    /**
     * A recipe's surroundings.
     *
     * @param brings the system into the symptom
     * @param before what others do in the world before a block of the recipe, counted from 0
     */
    private record Recipe(
            Function<Symptom, Symptom> brings,
            Map<Integer, java.util.function.Consumer<Symptom>> before,
            OperationState end) {}

    @BeforeAll
    static void start() {
        world = new DemoWorld(folder);
        world.start(ENGINE, "ro-adapter", "n2vc-adapter");
        Samples.onboard(world.catalog());
    }

    @AfterAll
    static void end() {
        world.close();
    }

    private static Map<String, Recipe> recipes() {
        var recipes = new LinkedHashMap<String, Recipe>();
        recipes.put(
                "An operation is stuck",
                new Recipe(
                        symptom -> symptom.fault(SimFault.always(
                                                FAULT, Kind.SERVER, SimFault.Operation.CREATE, new SimFault.BootNever())
                                        .named("gatewayVM"))
                                .start("instantiate")
                                .task("server gw-gatewayVM", TaskState.RUNNING),
                        Map.of(2, Symptom::cure),
                        OperationState.COMPLETED));
        recipes.put(
                "A VIM is down",
                new Recipe(
                        symptom -> symptom.fault(new SimFault(
                                        FAULT,
                                        null,
                                        null,
                                        null,
                                        SimFault.FOR_EVER,
                                        1,
                                        new SimFault.Refuse(VimException.Code.UNAUTHORIZED)))
                                .start("instantiate")
                                .until(OperationState.FAILED_TEMP),
                        Map.of(1, symptom -> {
                            assertThat(symptom.operation().state()).isEqualTo(OperationState.PROCESSING);
                            assertThat(Facts.inFlight(symptom.operation())).isZero();
                            symptom.cure();
                        }),
                        OperationState.COMPLETED));
        recipes.put(
                "A task failed because of a wrong parameter",
                new Recipe(
                        symptom -> symptom.start("instantiate", wrongNetwork())
                                .until(OperationState.FAILED_TEMP)
                                .task("FindNetwork", TaskState.FAILED),
                        Map.of(),
                        OperationState.COMPLETED));
        recipes.put(
                "Someone repaired it by hand",
                new Recipe(
                        symptom -> symptom.withoutImage()
                                .start("instantiate")
                                .until(OperationState.FAILED_TEMP)
                                .task("FindImage", TaskState.FAILED),
                        Map.of(1, Symptom::uploadImage),
                        OperationState.COMPLETED));
        recipes.put(
                "A resource vanished",
                new Recipe(
                        OperatingGuideIT::withAServerDeleted,
                        Map.of(2, symptom -> symptom.ask(Verb.RELEASE, symptom.lastServer())),
                        OperationState.COMPLETED));
        recipes.put(
                "Terminate can't finish",
                new Recipe(
                        symptom -> symptom.start("instantiate")
                                .until(OperationState.COMPLETED)
                                .refusing(SimFault.Operation.DELETE, VimException.Code.INVALID, "gatewayVM")
                                .start("terminate")
                                .until(OperationState.FAILED_TEMP)
                                .task("DeleteServer", TaskState.FAILED),
                        Map.of(1, Symptom::cure),
                        OperationState.COMPLETED));
        recipes.put(
                "An operation is parked",
                new Recipe(
                        OperatingGuideIT::parked,
                        Map.of(1, symptom -> symptom.until(o -> o.parked() == null)),
                        OperationState.FAILED));
        recipes.put(
                "Roll back half and go on",
                new Recipe(
                        symptom -> symptom.refusing(SimFault.Operation.CREATE, VimException.Code.INVALID, "workerVM")
                                .start("instantiate")
                                .until(OperationState.FAILED_TEMP)
                                .task("CreateSubnet", TaskState.DONE),
                        Map.of(1, Symptom::cure),
                        OperationState.COMPLETED));
        recipes.put(
                "Stop everything that touches a VIM",
                new Recipe(
                        symptom -> symptom.start("instantiate").task("CreatePort", TaskState.RUNNING),
                        Map.of(
                                1,
                                symptom -> assertThat(Facts.inFlight(symptom.operation()))
                                        .isZero()),
                        OperationState.COMPLETED));
        recipes.put(
                "Who did what",
                new Recipe(
                        symptom -> {
                            symptom.values()
                                    .put("FILE", folder.resolve("op.json").toString());
                            return symptom.start("instantiate").until(OperationState.COMPLETED);
                        },
                        Map.of(),
                        OperationState.COMPLETED));
        recipes.put(
                "Many operations failed with the same error",
                new Recipe(
                        symptom -> symptom.refusing(SimFault.Operation.CREATE, VimException.Code.QUOTA, "workerVM")
                                .start("instantiate")
                                .until(OperationState.FAILED_TEMP),
                        Map.of(0, Symptom::cure),
                        OperationState.COMPLETED));
        return recipes;
    }

    private static Value.Obj wrongNetwork() {
        return Value.Obj.EMPTY.with(
                "vld",
                Value.list(List.of(Value.Obj.EMPTY.with("name", "mgmtnet").with("vim-network-name", "management"))));
    }

    /** All but one server, which is held, are there; the first of them is deleted behind the operation's back. */
    private static Symptom withAServerDeleted(Symptom symptom) {
        symptom.start("instantiate").until(Operation::isPlanned);
        symptom.ask(Verb.HOLD, symptom.lastServer());
        symptom.until(operation -> Facts.done(operation) == operation.plan().size() - 1L);
        symptom.task("CreateServer", TaskState.DONE);
        Value.Obj outputs = symptom.operation()
                .task(new TaskId(symptom.values().getOrDefault("TASK", "")))
                .outputs();
        String server = outputs == null ? "" : outputs.text("serverId").orElse("");
        symptom.vimOfOthers().delete(Kind.SERVER, server);
        org.awaitility.Awaitility.await("server to be gone")
                .until(() -> symptom.vimOfOthers().get(Kind.SERVER, server).isEmpty());
        return symptom;
    }

    /** An engine that read it put it aside: as it would be stored, since nothing known makes an engine do so. */
    private static Symptom parked(Symptom symptom) {
        symptom.refusing(SimFault.Operation.CREATE, VimException.Code.INVALID, "workerVM")
                .start("instantiate")
                .until(OperationState.FAILED_TEMP);
        assertThat(world.role(ENGINE).kill()).isTrue();
        world.store()
                .database()
                .getCollection("lcm_operations")
                .updateOne(
                        Filters.eq("_id", symptom.op()),
                        Updates.set("parked", "Expected one thing, but found another"));
        world.start(ENGINE);
        return symptom;
    }

    @TestFactory
    Stream<DynamicTest> shouldDoWhatTheGuideSays() {
        Map<String, List<List<Guide.Command>>> sections = Guide.sections();
        Map<String, Recipe> recipes = recipes();
        assertThat(recipes.keySet()).containsExactlyInAnyOrderElementsOf(sections.keySet());
        return sections.entrySet().stream()
                .map(section -> DynamicTest.dynamicTest(
                        section.getKey(),
                        () -> play(
                                section.getValue(), java.util.Objects.requireNonNull(recipes.get(section.getKey())))));
    }

    private static void play(List<List<Guide.Command>> blocks, Recipe recipe) {
        Symptom symptom = recipe.brings().apply(new Symptom(world));
        var told = new StringBuilder();
        for (int i = 0; i < blocks.size(); i++) {
            recipe.before().getOrDefault(i, any -> {}).accept(symptom);
            for (Guide.Command command : blocks.get(i)) {
                run(command, symptom.values(), told);
            }
        }
        assertThat(symptom.operation().state()).as(told.toString()).isEqualTo(recipe.end());
    }

    private static void run(Guide.Command command, Map<String, String> values, StringBuilder told) {
        List<String> words = new ArrayList<>(command.words(values));
        boolean isOffline = words.contains("replay");
        if (!isOffline) {
            words.addAll(List.of("--data", folder.toString()));
        }
        var ended = InProcess.run(words.toArray(String[]::new));
        told.append(command.line()).append('\n').append(ended.out()).append(ended.err());
        assertThat(ended.exitCode()).as(told.toString()).isEqualTo(command.exitCode());
        assertThat(ended.out()).as(command.line()).isNotBlank();
    }
}
