package org.etsi.osm.lcm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.store.mongo.MongoConnection;
import org.etsi.osm.lcm.kafka.client.OperatorClient;
import org.etsi.osm.lcm.kafka.osm.store.OsmDocuments;
import org.etsi.osm.lcm.kafka.wire.OsmYaml;
import org.etsi.osm.lcm.kafka.wire.WireException;
import org.etsi.osm.lcm.tasks.onboarding.DescriptorPackage;
import org.etsi.osm.lcm.tasks.onboarding.Onboarding;

/**
 * What a stand-alone user needs in the place of NBI: writes its documents, then publishes its messages. Names are
 * accepted wherever an id is.
 */
public final class Catalog {
    private static final String PROJECT = "00000000-0000-4000-8000-000000000000";
    private static final int LIST_LIMIT = 10_000;
    private static final long MAX_FILE_BYTES = 1024 * 1024;

    private final OsmDocuments documents;
    private final Clock clock;

    public Catalog(MongoConnection store, Clock clock) {
        this.documents = new OsmDocuments(store.database());
        this.clock = clock;
    }

    private Onboarding onboarding() {
        return new Onboarding(() -> UUID.randomUUID().toString(), clock.millis() / 1_000.0, PROJECT);
    }

    /** A descriptor as it was stored. */
    public record Onboarded(String kind, String id, String name, boolean isUpdate) {}

    /** Stores a package: a folder with a descriptor in it, or a descriptor alone. */
    public Onboarded onboard(Path path) {
        if (!Files.exists(path)) {
            throw CommandFailedException.failed("Expected a package at " + path + ", but there is nothing");
        }
        Path file = Files.isDirectory(path) ? descriptorIn(path) : path;
        Map<String, byte[]> others = new HashMap<>();
        if (Files.isDirectory(path)) {
            try (Stream<Path> files = Files.walk(path, 4)) {
                for (Path other : files.filter(Files::isRegularFile).toList()) {
                    others.put(path.relativize(other).toString(), bytes(other));
                }
            } catch (IOException e) {
                throw CommandFailedException.failed("Expected to read " + path + ", but: " + e.getMessage());
            }
        }
        String folder = Files.isDirectory(path) ? nameOf(path) : nameOf(file).replaceAll("\\.ya?ml$", "");
        return onboard(folder, nameOf(file), bytes(file), others);
    }

    /**
     * Stores a package given by its content; one of the same descriptor id takes the place of the former.
     *
     * @param folder the package's name
     * @param files its files by their paths in it
     */
    public Onboarded onboard(String folder, String descriptorFile, byte[] descriptor, Map<String, byte[]> files) {
        DescriptorPackage read;
        try {
            read = DescriptorPackage.of(OsmYaml.read(descriptor));
        } catch (WireException e) {
            throw CommandFailedException.failed("Expected " + descriptorFile + " to be YAML, but: " + e.getMessage());
        }
        Value.Obj document = onboarding().descriptor(read, folder, descriptorFile);
        String collection = read.kind() == DescriptorPackage.Kind.VNF ? "vnfds" : "nsds";
        String own = document.text("id").orElse("");
        Optional<Value.Obj> former =
                documents.list(collection, Map.of("id", own), 1).stream().findFirst();
        if (former.isPresent()) {
            document = replacing(former.get(), document);
        }
        String id = document.text("_id").orElse("");
        String stored =
                document.at("/_admin/storage/folder").flatMap(Value::asText).orElse(id + ":1");
        files.forEach((path, content) -> documents.putFile(stored + "/" + folder + "/" + path, content));
        documents.put(collection, document);
        return new Onboarded(collection, id, own, former.isPresent());
    }

    /** NBI keeps the id of a package that is uploaded again and counts its revision. */
    private static Value.Obj replacing(Value.Obj former, Value.Obj fresh) {
        String id = former.text("_id").orElse("");
        long revision = former.at("/_admin/revision")
                        .flatMap(Value::asText)
                        .map(Long::parseLong)
                        .orElse(1L)
                + 1;
        Value.Obj admin = (Value.Obj) fresh.field("_admin").orElse(Value.Obj.EMPTY);
        Value.Obj storage = (Value.Obj) admin.field("storage").orElse(Value.Obj.EMPTY);
        return fresh.with("_id", id)
                .with(
                        "_admin",
                        admin.with("revision", revision).with("storage", storage.with("folder", id + ":" + revision)));
    }

    private static Path descriptorIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(Files::isRegularFile)
                    .filter(file -> nameOf(file).toLowerCase(Locale.ROOT).matches(".*\\.ya?ml"))
                    .toList();
            if (found.size() != 1) {
                throw CommandFailedException.failed("Expected one descriptor (*.yaml) in " + folder + ", but found "
                        + (found.isEmpty()
                                ? "none"
                                : found.stream().map(Catalog::nameOf).sorted().toList()));
            }
            return found.getFirst();
        } catch (IOException e) {
            throw CommandFailedException.failed("Expected to read " + folder + ", but: " + e.getMessage());
        }
    }

    private static String nameOf(Path path) {
        Path last = path.toAbsolutePath().normalize().getFileName();
        return last == null ? "package" : last.toString();
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw CommandFailedException.failed("Expected files of at most " + MAX_FILE_BYTES + " bytes, but "
                        + file + " has " + Files.size(file));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw CommandFailedException.failed("Expected to read " + file + ", but: " + e.getMessage());
        }
    }

    /** Stores a VIM account; one of the same name keeps its id. */
    public Value.Obj addVim(String name, String type, Value.Obj rest) {
        Value.Obj account = onboarding().vimAccount(name, type, rest);
        Optional<Value.Obj> former =
                documents.list("vim_accounts", Map.of("name", name), 1).stream().findFirst();
        if (former.isPresent()) {
            account = account.with("_id", former.get().text("_id").orElse(""));
        }
        documents.put("vim_accounts", account);
        return account;
    }

    /** Stores a Kubernetes cluster at a VIM account; one of the same name keeps its id. */
    public Value.Obj addCluster(String name, String vimName) {
        Value.Obj vim = named("vim_accounts", "name", vimName);
        Value.Obj cluster = onboarding().k8sCluster(name, vim.text("_id").orElse(""));
        Optional<Value.Obj> former =
                documents.list("k8sclusters", Map.of("name", name), 1).stream().findFirst();
        if (former.isPresent()) {
            cluster = cluster.with("_id", former.get().text("_id").orElse(""));
        }
        documents.put("k8sclusters", cluster);
        return cluster;
    }

    /** Writes the records of a new NS. */
    public Value.Obj createNs(String name, String nsdName, String vimName, Value.Obj further) {
        Value.Obj nsd = named("nsds", "id", nsdName);
        Value.Obj vim = named("vim_accounts", "name", vimName);
        Map<String, Value.Obj> vnfds = new HashMap<>();
        documents
                .list("vnfds", Map.of(), LIST_LIMIT)
                .forEach(vnfd -> vnfds.put(vnfd.text("id").orElse(""), vnfd));
        Value.Obj request = further.with("nsName", name)
                .with("nsdId", nsd.text("_id").orElse(""))
                .with("vimAccountId", vim.text("_id").orElse(""));
        Onboarding.NsDocuments made = onboarding().ns(request, nsd, vnfds);
        made.vnfrs().forEach(vnfr -> documents.put("vnfrs", vnfr));
        documents.put("nsrs", made.nsr());
        return made.nsr();
    }

    /** Asks for an operation: the record first, then the message, as NBI does; gives the operation's id. */
    public String start(String type, Value.Obj nsr, Value.Obj further, OperatorClient kafka) {
        String ns = nsr.text("_id").orElse("");
        Value.Obj params = further;
        if (type.equals("instantiate")) {
            params = params.with("nsName", nsr.text("name").orElse(""))
                    .with("nsdId", nsr.text("nsd-id").orElse(""));
            if (params.text("vimAccountId").isEmpty()) {
                params = params.with("vimAccountId", nsr.text("datacenter").orElse(""));
            }
        }
        Onboarding onboarding = onboarding();
        Value.Obj operation = onboarding.operation(type, ns, params);
        if (type.equals("instantiate")) {
            Value.Obj asked = params;
            List<Value.Obj> clusters = all("k8sclusters");
            documents
                    .list("vnfrs", Map.of("nsr-id-ref", ns), LIST_LIMIT)
                    .forEach(vnfr -> documents.put("vnfrs", onboarding.accepted(vnfr, asked, clusters)));
        }
        documents.put("nslcmops", operation);
        kafka.publish("ns", type, operation);
        return operation.text("_id").orElse("");
    }

    /** The one document with this id, or with this text in a field that names it. */
    public Value.Obj named(String collection, String field, String text) {
        Optional<Value.Obj> byId = documents.find(collection, text);
        if (byId.isPresent()) {
            return byId.get();
        }
        List<Value.Obj> found = documents.list(collection, Map.of(field, text), 2);
        if (found.size() != 1) {
            throw CommandFailedException.failed("Expected one of " + collection + " with the id or name '" + text
                    + "', but found " + (found.isEmpty() ? "none" : "several: give its id"));
        }
        return found.getFirst();
    }

    public List<Value.Obj> all(String collection) {
        return documents.list(collection, Map.of(), LIST_LIMIT);
    }

    /** Documents that belong to another one. */
    public List<Value.Obj> of(String collection, String field, String id) {
        return documents.list(collection, Map.of(field, id), LIST_LIMIT);
    }

    public Optional<Value.Obj> find(String collection, String id) {
        return documents.find(collection, id);
    }
}
