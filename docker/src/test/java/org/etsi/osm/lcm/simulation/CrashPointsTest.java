package org.etsi.osm.lcm.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.adapter.AdapterLoop;
import org.etsi.osm.lcm.core.adapter.Sweep;
import org.etsi.osm.lcm.core.adapter.TaggedResources;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.adapter.Workers;
import org.etsi.osm.lcm.core.loop.Clock;
import org.etsi.osm.lcm.core.loop.EngineLoop;
import org.etsi.osm.lcm.core.loop.LoopListener;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Verb;
import org.etsi.osm.lcm.core.port.Planning;
import org.etsi.osm.lcm.n2vc.task.N2vcTasks;
import org.etsi.osm.lcm.ro.task.RoTasks;
import org.etsi.osm.lcm.ro.vim.Vims;
import org.etsi.osm.lcm.tasks.catalogue.Catalogue;
import org.etsi.osm.lcm.tasks.catalogue.TaskType;
import org.junit.jupiter.api.Test;

/** The catalogue of crash points leaves nothing out that ports, verbs and task types have. */
class CrashPointsTest {
    /** What stays in the process, or reaches the world by one of the ports only. */
    private static final Set<Class<?>> INSIDE = Set.of(
            Planning.class,
            Clock.class,
            LoopListener.class,
            Workers.class,
            TaggedResources.class,
            TaskHandler.class,
            Vims.class,
            Map.class,
            java.util.function.LongSupplier.class);

    @Test
    void shouldKnowEveryMethodOfEveryPort() {
        for (CrashPorts.Port port : CrashPorts.ALL) {
            Set<String> methods = Arrays.stream(port.type().getDeclaredMethods())
                    .filter(method -> !method.isSynthetic())
                    .map(Method::getName)
                    .collect(Collectors.toSet());

            assertThat(port.methods().keySet())
                    .as("Expected a word on each method of %s in CrashPorts", port.type())
                    .isEqualTo(methods);
        }
    }

    @Test
    void shouldKnowEveryPortThatLoopsAndHandlersGet() {
        Set<Class<?>> known = new HashSet<>(INSIDE);
        CrashPorts.ALL.forEach(port -> known.add(port.type()));
        Set<Class<?>> given = Stream.of(
                        Arrays.stream(EngineLoop.class.getConstructors()),
                        Arrays.stream(AdapterLoop.class.getConstructors()),
                        Arrays.stream(Sweep.class.getConstructors()),
                        Arrays.stream(RoTasks.class.getMethods())
                                .filter(method -> method.getName().equals("handlers")),
                        Arrays.stream(N2vcTasks.class.getMethods())
                                .filter(method -> method.getName().equals("handlers")))
                .flatMap(all -> all)
                .map(Executable.class::cast)
                .flatMap(made -> Arrays.stream(made.getParameterTypes()))
                .filter(Class::isInterface)
                .collect(Collectors.toSet());

        assertThat(given).hasSizeGreaterThan(8);
        assertThat(known).as("Expected a word on each port in CrashPorts").containsAll(given);
    }

    @Test
    void shouldHavePointsOfEveryCallBeforeAndAfter() {
        Set<CrashCall> ofPorts = EnumSet.noneOf(CrashCall.class);
        CrashPorts.ALL.forEach(port -> port.methods().values().forEach(ofPorts::addAll));
        Set<CrashCall> before = calls(false);

        assertThat(ofPorts).containsExactlyInAnyOrder(CrashCall.values());
        assertThat(before).containsExactlyInAnyOrder(CrashCall.values());
        assertThat(calls(true)).isEqualTo(before);
    }

    private static Set<CrashCall> calls(boolean isAfter) {
        return CrashPoints.all().stream()
                .filter(point -> point.isAfter() == isAfter)
                .map(CrashPoint::call)
                .collect(Collectors.toSet());
    }

    @Test
    void shouldHavePointsOfEveryVerb() {
        for (Verb verb : Verb.values()) {
            for (boolean isOnTask : List.of(false, true)) {
                boolean isAsked = isOnTask ? verb.isOfTasks() : verb.isOfOperations();
                var answer = new CrashPoint(CrashCall.TELL, About.verb(verb, isOnTask), false);

                assertThat(CrashPoints.all().contains(answer)).as("%s", answer).isEqualTo(isAsked);
            }
        }
    }

    @Test
    void shouldHavePointsOfEveryTaskType() {
        for (TaskType type : Catalogue.TYPES) {
            for (CommandAction action : CrashPoints.actions(type)) {
                assertThat(CrashPoints.all())
                        .contains(new CrashPoint(CrashCall.SEND, About.command(action, type.name()), true));
            }
            assertThat(CrashPoints.changes(type, CommandAction.EXECUTE).isEmpty())
                    .as("%s changes nothing outside", type.name())
                    .isEqualTo(type.effectFree());
        }
    }

    @Test
    void shouldHaveTheRemovalOfWhatAnExecutionFindsBroken() {
        assertThat(CrashPoints.all())
                .contains(executing(CrashCall.DELETE, "CreateServer"))
                .contains(executing(CrashCall.DELETE, "EnsureFlavor"))
                .contains(executing(CrashCall.VCA_DELETE, "RegisterExecutionEnvironment"))
                .contains(executing(CrashCall.KDU_UNINSTALL, "InstallKdu"))
                .doesNotContain(executing(CrashCall.VCA_DISCARD, "RunPrimitive"))
                .doesNotContain(executing(CrashCall.DELETE, "FindNetwork"));
    }

    private static CrashPoint executing(CrashCall call, String type) {
        return new CrashPoint(call, About.command(CommandAction.EXECUTE, type), false);
    }

    @Test
    void shouldNameAPointInWords() {
        assertThat(new CrashPoint(CrashCall.WRITE, About.verb(Verb.RETRY, true), false))
                .hasToString("engine store write, RETRY on a task, before");
    }
}
