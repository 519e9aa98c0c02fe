package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.catalogue.CreateExecutionEnvironment;
import org.etsi.osm.lcm.tasks.catalogue.Input;
import org.etsi.osm.lcm.tasks.catalogue.InstallConfigurationSoftware;
import org.etsi.osm.lcm.tasks.catalogue.RegisterExecutionEnvironment;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.descriptor.Configuration;
import org.etsi.osm.lcm.tasks.descriptor.Configuration.Technology;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;
import org.jspecify.annotations.Nullable;

/** The execution environments of an NS with their software: those beside what they configure don't wait for it. */
final class EnvironmentTasks {
    private final NetworkService service;
    private final PlanDraft draft;
    private final Preparation preparation;
    private final DeployVariables variables;
    private final List<PlannedEnvironment> planned = new ArrayList<>();

    EnvironmentTasks(NetworkService service, PlanDraft draft, Preparation preparation, DeployVariables variables) {
        this.service = service;
        this.draft = draft;
        this.preparation = preparation;
        this.variables = variables;
    }

    /** All so far, in the order of {@code _admin.deployed.VCA}. */
    List<PlannedEnvironment> planned() {
        return List.copyOf(planned);
    }

    /** Plans those of an element that has a configuration. */
    void plan(Element element, Configuration configuration) {
        for (Configuration.Environment environment : configuration.environments()) {
            var scope = PlannedEnvironment.scope(element, environment, planned.size());
            var label = PlannedEnvironment.label(element, environment);
            boolean isNative = environment.technology() == Technology.NATIVE_CHARM;
            var created = isNative
                    ? register(element, configuration, environment, label)
                    : create(element, configuration, environment, label);
            var config = isNative ? initialConfig(element, configuration, environment) : Value.Obj.EMPTY;
            var installed = draft.add(
                    InstallConfigurationSoftware.TYPE,
                    "software " + label,
                    new InstallConfigurationSoftware.Parameters(
                                    Input.output(created, "environmentId"),
                                    environment.artifact(),
                                    packageOf(element),
                                    config,
                                    environment.technology() == Technology.LXC_PROXY_CHARM ? unitsOf(element) : null,
                                    vcaOf(element))
                            .toValue(),
                    Stream.concat(Stream.of(created), PrimitiveArguments.tasksBehind(config).stream())
                            .toList(),
                    scope);
            planned.add(new PlannedEnvironment(
                    planned.size(), element, configuration, environment, vcaOf(element), created, installed));
        }
    }

    private TaskId create(
            Element element, Configuration configuration, Configuration.Environment environment, String label) {
        return draft.add(
                CreateExecutionEnvironment.TYPE,
                "environment " + label,
                new CreateExecutionEnvironment.Parameters(
                                element.namespace(service.nsr().id()),
                                environment.technology().word(),
                                environment.artifact(),
                                packageOf(element),
                                environment.id(),
                                vcaOf(element),
                                environment.technology() == Technology.HELM ? chartConfig(element) : Value.Obj.EMPTY)
                        .toValue(),
                preparation.ofConfiguration(),
                scopeOfMaking(element, configuration, environment));
    }

    private TaskId register(
            Element element, Configuration configuration, Configuration.Environment environment, String label) {
        var management = variables.managementOf(element);
        if (management.address() instanceof Value.Nil || element instanceof Element.OfKdu) {
            throw PlanRefusedException.records(
                    "Expected " + element.words() + " to have a server for the native charm '" + environment.artifact()
                            + "' at " + environment.where() + ", but it has none with an address");
        }
        var hostname = management.address() instanceof Value.Ref(var task, var pointer)
                ? new Input.Output(task, pointer)
                : Input.of(management.address().asText().orElse(""));
        var server = management.server();
        return draft.add(
                RegisterExecutionEnvironment.TYPE,
                "environment " + label,
                new RegisterExecutionEnvironment.Parameters(
                                element.namespace(service.nsr().id()),
                                environment.technology().word(),
                                environment.artifact(),
                                hostname,
                                userOf(element, configuration, environment),
                                packageOf(element),
                                environment.id(),
                                vcaOf(element))
                        .toValue(),
                Stream.of(
                                server == null ? List.<TaskId>of() : server.ready(),
                                preparation.ofConfiguration(),
                                PrimitiveArguments.tasksBehind(management.address()))
                        .flatMap(List::stream)
                        .toList(),
                scopeOfMaking(element, configuration, environment));
    }

    private Map<String, String> scopeOfMaking(
            Element element, Configuration configuration, Configuration.Environment environment) {
        var scope = PlannedEnvironment.scope(element, environment, planned.size());
        if (!configuration.terminateOf(environment).isEmpty()) {
            scope.put(Scope.HAS_TERMINATE_PRIMITIVES, "true");
        }
        return scope;
    }

    /** In descriptors from before there was a field for it, the user is a parameter of the first primitive. */
    private static String userOf(Element element, Configuration configuration, Configuration.Environment environment) {
        return Optional.ofNullable(configuration.sshUser())
                .or(() -> configuration.initialOf(environment).stream()
                        .flatMap(primitive -> primitive.parameters().stream())
                        .filter(parameter -> parameter.name().equals("ssh-username"))
                        .flatMap(parameter -> parameter.value().stream())
                        .flatMap(value -> value.asText().stream())
                        .findFirst())
                .orElseThrow(() -> PlanRefusedException.records(
                        "Expected config-access.ssh-access.default-user or a parameter 'ssh-username' at "
                                + configuration.where() + ", but there is neither: nobody knows as whom the native"
                                + " charm '" + environment.artifact() + "' of " + element.words() + " logs in"));
    }

    /** A charm on its own server is configured when it is installed. */
    private Value.Obj initialConfig(
            Element element, Configuration configuration, Configuration.Environment environment) {
        return configuration.initialOf(environment).stream()
                .filter(primitive -> primitive.name().equals("config"))
                .findFirst()
                .map(primitive -> PrimitiveArguments.of(primitive, variables.of(element), sourceOf(element)))
                .orElse(Value.Obj.EMPTY);
    }

    /** Where the operator gives parameters of an element. */
    static String sourceOf(Element element) {
        return switch (element) {
            case Element.OfNs ns -> "additionalParamsForNs";
            case Element.OfVnf vnf -> "additionalParamsForVnf of " + element.words();
            case Element.OfVdu vdu -> "additionalParamsForVdu of " + element.words();
            case Element.OfKdu kdu -> "additionalParamsForKdu of " + element.words();
        };
    }

    private Value.Obj chartConfig(Element element) {
        var config = Value.Obj.EMPTY.with("ns_id", service.nsr().id());
        return switch (element) {
            case Element.OfNs ns -> {
                var vim = service.vim();
                yield vim == null ? config : config.with("vim_account_id", vim.id());
            }
            case Element.OfVnf(var vnf) -> chartConfig(config, vnf);
            case Element.OfVdu(var vnf, var vdur) -> chartConfig(config, vnf).with("vdu_id", vdur.vdu());
            case Element.OfKdu(var vnf, var kdur) -> chartConfig(config, vnf).with("kdu_name", kdur.name());
        };
    }

    private static Value.Obj chartConfig(Value.Obj config, Vnf vnf) {
        return config.with("vim_account_id", vnf.vim().id())
                .with("vnf_id", vnf.record().id());
    }

    private @Nullable Integer unitsOf(Element element) {
        return switch (element) {
            case Element.OfNs ns -> service.nsr().configUnits();
            case Element.OfVnf(var vnf) -> vnf.record().configUnits();
            case Element.OfVdu(var vnf, var vdur) -> vdur.configUnits();
            case Element.OfKdu kdu -> null;
        };
    }

    private @Nullable String vcaOf(Element element) {
        return switch (element) {
            case Element.OfNs ns -> service.vca();
            case Element.OfVnf(var vnf) -> vnf.vca();
            case Element.OfVdu(var vnf, var vdur) -> vnf.vca();
            case Element.OfKdu(var vnf, var kdur) -> vnf.vca();
        };
    }

    private static @Nullable String packageOf(Element element) {
        return switch (element) {
            case Element.OfNs ns -> null;
            case Element.OfVnf(var vnf) -> vnf.record().vnfd();
            case Element.OfVdu(var vnf, var vdur) -> vnf.record().vnfd();
            case Element.OfKdu(var vnf, var kdur) -> vnf.record().vnfd();
        };
    }
}
