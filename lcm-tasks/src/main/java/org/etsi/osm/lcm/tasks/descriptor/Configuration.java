package org.etsi.osm.lcm.tasks.descriptor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * How an element is configured: an entry of {@code day1-2}, an NS's {@code ns-configuration}, or the
 * {@code vnf-configuration} of descriptors from before SOL006.
 *
 * @param owner the element: the descriptor's own id, or that of one of its VDUs, or the name of one of its KDUs
 * @param isSshRequired its execution environments log in to the server
 * @param sshUser as whom
 * @param initial primitives of day 1, in the order of their {@code seq}
 * @param actions primitives of day 2
 * @param terminate primitives before the end, in the order of their {@code seq}
 */
public record Configuration(
        String owner,
        List<Environment> environments,
        boolean isSshRequired,
        @Nullable String sshUser,
        List<Primitive> initial,
        List<Primitive> actions,
        List<Primitive> terminate,
        List<Relation> relations,
        String where) {

    public Configuration {
        environments = List.copyOf(environments);
        initial = List.copyOf(initial);
        actions = List.copyOf(actions);
        terminate = List.copyOf(terminate);
        relations = List.copyOf(relations);
    }

    /** An execution environment; {@code artifact} is its charm or chart, {@code id} is none for a charm of old. */
    public record Environment(@Nullable String id, Technology technology, String artifact, String where) {
        /** What an operator reads. */
        public String name() {
            return id == null ? artifact : id;
        }
    }

    /** What an execution environment is made with, in OSM's words. */
    public enum Technology {
        LXC_PROXY_CHARM("lxc_proxy_charm"),
        K8S_PROXY_CHARM("k8s_proxy_charm"),
        NATIVE_CHARM("native_charm"),
        HELM("helm-v3");

        private final String word;

        Technology(String word) {
            this.word = word;
        }

        /** As OSM's records and the task catalogue have it. */
        public String word() {
            return word;
        }

        public boolean isCharm() {
            return this != HELM;
        }
    }

    /** A primitive; without {@code environment} it is for each one of its configuration. */
    public record Primitive(String name, @Nullable String environment, List<Parameter> parameters, String where) {
        public Primitive {
            parameters = List.copyOf(parameters);
        }

        boolean isFor(Environment other) {
            return environment == null || environment.equals(other.id());
        }
    }

    /** A parameter of a primitive; {@code type} is {@code STRING}, {@code INTEGER}, {@code BOOLEAN} or not said. */
    public record Parameter(String name, @Nullable String type, Optional<Value> value, Optional<Value> otherwise) {}

    /** An element's endpoint is related to another's. */
    public record Relation(String name, Endpoint provider, Endpoint requirer, String where) {}

    /**
     * An end of a relation.
     *
     * @param entity the element as relations of old name it; none where the profiles below do
     * @param vnf member index; none within a VNF
     * @param environment id of the execution environment; none for the element's first charm
     */
    public record Endpoint(
            @Nullable String entity,
            @Nullable String vnf,
            @Nullable String vdu,
            @Nullable String kdu,
            @Nullable String environment,
            String endpoint,
            String where) {}

    /** The day-1 primitives of one of its execution environments. */
    public List<Primitive> initialOf(Environment environment) {
        return initial.stream()
                .filter(primitive -> primitive.isFor(environment))
                .toList();
    }

    /** The primitives that one of its execution environments runs before the end. */
    public List<Primitive> terminateOf(Environment environment) {
        return terminate.stream()
                .filter(primitive -> primitive.isFor(environment))
                .toList();
    }

    /** The execution environment with an id; the only one needs none. */
    public Optional<Environment> environment(@Nullable String id) {
        return environments.stream()
                .filter(environment -> id == null ? environments.size() == 1 : id.equals(environment.id()))
                .findFirst();
    }

    static Configuration read(Node entry, String owner) {
        var environments = environments(entry);
        var access = entry.find("config-access", "ssh-access");
        return new Configuration(
                owner,
                environments,
                access.map(ssh -> ssh.isTrue("required")).orElse(false),
                access.map(ssh -> ssh.textOrNull("default-user")).orElse(null),
                inOrder(entry.maps("initial-config-primitive"), environments),
                primitives(entry.maps("config-primitive"), environments),
                inOrder(entry.maps("terminate-config-primitive"), environments),
                entry.maps("relation").stream().map(Configuration::relation).toList(),
                entry.where());
    }

    private static List<Environment> environments(Node entry) {
        var listed = entry.maps("execution-environment-list");
        var found = new ArrayList<Environment>();
        for (Node environment : listed) {
            environment(environment, environment.text("id")).ifPresent(found::add);
        }
        if (listed.isEmpty()) {
            environment(entry, entry.textOrNull("id")).ifPresent(found::add);
        }
        return found;
    }

    /** As OSM decides it; one of another technology is skipped there too. */
    private static Optional<Environment> environment(Node node, @Nullable String id) {
        var juju = node.find("juju");
        if (juju.isPresent()) {
            var technology = technology(juju.get());
            return Optional.of(new Environment(id, technology, juju.get().text("charm"), node.where()));
        }
        var chart = node.textOrNull("helm-chart");
        return Optional.ofNullable(chart).map(name -> new Environment(id, Technology.HELM, name, node.where()));
    }

    private static Technology technology(Node juju) {
        if ("k8s".equals(juju.textOrNull("cloud"))) {
            return Technology.K8S_PROXY_CHARM;
        }
        return Boolean.FALSE.equals(juju.truthOrNull("proxy")) ? Technology.NATIVE_CHARM : Technology.LXC_PROXY_CHARM;
    }

    private static List<Primitive> inOrder(List<Node> nodes, List<Environment> environments) {
        var sorted = nodes.stream()
                .sorted(Comparator.comparingInt(node -> node.count("seq", 0).orElse(Integer.MAX_VALUE)))
                .toList();
        return primitives(sorted, environments);
    }

    private static List<Primitive> primitives(List<Node> nodes, List<Environment> environments) {
        var primitives = new ArrayList<Primitive>();
        for (Node node : nodes) {
            checkEnvironment(node, environments);
            primitives.add(new Primitive(
                    node.text("name"),
                    node.textOrNull("execution-environment-ref"),
                    node.maps("parameter").stream()
                            .map(Configuration::parameter)
                            .toList(),
                    node.where()));
        }
        return primitives;
    }

    private static void checkEnvironment(Node primitive, List<Environment> environments) {
        var reference = primitive.find("execution-environment-ref");
        if (reference.isEmpty()) {
            return;
        }
        var known = environments.stream().map(Environment::id).toList();
        if (!known.contains(reference.get().asText())) {
            throw reference.get().expected("one of the execution environments " + known);
        }
    }

    private static Parameter parameter(Node parameter) {
        return new Parameter(
                parameter.text("name"),
                parameter.textOrNull("data-type"),
                parameter.find("value").map(Node::value),
                parameter.find("default-value").map(Node::value));
    }

    private static Relation relation(Node relation) {
        var entities = relation.maps("entities");
        var provider = relation.find("provider");
        var requirer = relation.find("requirer");
        var name = relation.textOrNull("name");
        if (provider.isPresent() && requirer.isPresent()) {
            return new Relation(
                    name == null ? "" : name,
                    endpoint(provider.get(), null),
                    endpoint(requirer.get(), null),
                    relation.where());
        }
        if (entities.size() != 2) {
            throw relation.expected("a relation with 'provider' and 'requirer', or with two 'entities'");
        }
        return new Relation(
                name == null ? "" : name,
                endpoint(entities.getFirst(), entities.getFirst().text("id")),
                endpoint(entities.getLast(), entities.getLast().text("id")),
                relation.where());
    }

    private static Endpoint endpoint(Node end, @Nullable String entity) {
        return new Endpoint(
                entity,
                end.textOrNull("vnf-profile-id"),
                end.textOrNull("vdu-profile-id"),
                end.textOrNull("kdu-resource-profile-id"),
                end.textOrNull("execution-environment-ref"),
                end.text("endpoint"),
                end.where());
    }
}
