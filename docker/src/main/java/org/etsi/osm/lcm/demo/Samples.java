package org.etsi.osm.lcm.demo;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.cli.Catalog;
import org.etsi.osm.lcm.cli.CommandFailedException;
import org.etsi.osm.lcm.core.model.Value;

/** The project's own packages and a simulated VIM for them. */
public final class Samples {
    private static final Map<String, List<String>> SAMPLES = Map.of(
            "gateway_vnf", List.of("gateway_vnfd.yaml", "cloud_init/gateway.cfg"),
            "cluster_vnf", List.of("cluster_vnfd.yaml", "cloud_init/master.cfg"),
            "sample_ns", List.of("sample_nsd.yaml"));

    private Samples() {}

    /** Stores the project's own sample packages. */
    public static void onboard(Catalog catalog) {
        for (String name : List.of("gateway_vnf", "cluster_vnf", "sample_ns")) {
            Map<String, byte[]> files = new HashMap<>();
            for (String file : SAMPLES.getOrDefault(name, List.of())) {
                files.put(file, resource("/samples/" + name + "/" + file));
            }
            String descriptor = SAMPLES.getOrDefault(name, List.of()).getFirst();
            catalog.onboard(name, descriptor, files.getOrDefault(descriptor, new byte[0]), files);
        }
    }

    private static byte[] resource(String path) {
        try (InputStream in = Samples.class.getResourceAsStream(path)) {
            if (in == null) {
                throw CommandFailedException.failed(
                        "Expected the sample " + path + " in this build, but it is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw CommandFailedException.failed("Expected to read the sample " + path + ", but: " + e.getMessage());
        }
    }

    /** A simulated VIM that is slow enough to be watched. */
    public static Value.Obj addVim(Catalog catalog, String name) {
        var sim = Value.Obj.EMPTY
                .with("boot_ms", 2_500)
                .with("delete_ms", 300)
                .with("call_ms", 60)
                .with("call_limit_ms", 1_500);
        return catalog.addVim(name, "sim", Value.Obj.EMPTY.with("config", Value.Obj.EMPTY.with("sim", sim)));
    }
}
