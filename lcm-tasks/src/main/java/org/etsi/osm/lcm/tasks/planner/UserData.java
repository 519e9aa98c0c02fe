package org.etsi.osm.lcm.tasks.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.etsi.osm.lcm.tasks.descriptor.Configuration.Technology;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.descriptor.Vnfd;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;
import org.jspecify.annotations.Nullable;

/** What a server is given to start with: the VDU's cloud-init, rendered, the request's SSH keys, and the VCA's. */
final class UserData {
    private final NetworkService service;
    private final CloudInit cloudInit;

    UserData(NetworkService service, CloudInit cloudInit) {
        this.service = service;
        this.cloudInit = cloudInit;
    }

    /** None if there is nothing to give. */
    @Nullable
    String of(Vnf vnf, Vdur vdur, Vnfd.Vdu vdu) {
        var rendered = rendered(vnf, vdur, vdu);
        var keys = new ArrayList<>(service.asked().sshKeys());
        var ofController = service.controllerKey();
        if (ofController != null && hasNativeCharm(vnf, vdur)) {
            keys.add(ofController);
        }
        if (keys.isEmpty()) {
            return rendered;
        }
        var ofKeys = keys(keys);
        return rendered == null ? ofKeys : multipart(List.of(rendered, ofKeys));
    }

    /** The VCA logs in to it by itself: to a VDU's servers, or to the one by which a VNF is managed. */
    private static boolean hasNativeCharm(Vnf vnf, Vdur vdur) {
        var descriptor = vnf.descriptor();
        var point = descriptor.managementPoint();
        boolean isManaging = vdur.interfaces().stream()
                .anyMatch(iface -> iface.isVnfManagement() || (point != null && point.equals(iface.externalPoint())));
        var owners = isManaging ? List.of(vdur.vdu(), descriptor.name()) : List.of(vdur.vdu());
        return owners.stream()
                .flatMap(owner -> descriptor.configurationOf(owner).stream())
                .flatMap(configuration -> configuration.environments().stream())
                .anyMatch(environment -> environment.technology() == Technology.NATIVE_CHARM);
    }

    private @Nullable String rendered(Vnf vnf, Vdur vdur, Vnfd.Vdu vdu) {
        var inline = vdu.cloudInit();
        var file = vdu.cloudInitFile();
        if (inline == null && file == null) {
            return null;
        }
        var variables = OsmVariables.of(vnf, vdur);
        var whose = "VDU '" + vdu.id() + "' of VNF " + vnf.index() + " (vnfd "
                + vnf.descriptor().name() + ")";
        if (inline != null) {
            return cloudInit.render(inline, variables, "the cloud-init text of " + whose);
        }
        var template = service.files().get(Records.file(vnf.descriptor().id(), String.valueOf(file)));
        if (template == null) {
            throw PlanRefusedException.records(
                    "Expected cloud-init file '" + file + "' of " + whose + " in its package, but it isn't there");
        }
        return cloudInit.render(template, variables, "cloud-init file '" + file + "' of " + whose);
    }

    private static String keys(List<String> keys) {
        return keys.stream()
                .map(key -> "- \"" + key.trim().replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
                .collect(Collectors.joining("", "#cloud-config\nssh_authorized_keys:\n", ""));
    }

    /** Cloud-init reads each part by its own type, and merges those that are cloud-config. */
    private static String multipart(List<String> parts) {
        var boundary = "===============osm-lcm==";
        while (contains(parts, boundary)) {
            boundary = "=" + boundary;
        }
        var text = new StringBuilder("Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\n")
                .append("MIME-Version: 1.0\n\n");
        for (String part : parts) {
            text.append("--").append(boundary).append('\n');
            if (!part.startsWith("Content-Type:") && !part.startsWith("MIME-Version:")) {
                text.append("Content-Type: ").append(typeOf(part)).append("; charset=\"utf-8\"\n");
                text.append("MIME-Version: 1.0\nContent-Transfer-Encoding: 8bit\n\n");
            }
            text.append(part).append(part.endsWith("\n") ? "" : "\n");
        }
        return text.append("--").append(boundary).append("--\n").toString();
    }

    private static boolean contains(List<String> parts, String boundary) {
        return parts.stream().anyMatch(part -> part.contains(boundary));
    }

    private static String typeOf(String part) {
        if (part.startsWith("#!")) {
            return "text/x-shellscript";
        }
        if (part.startsWith("#include")) {
            return "text/x-include-url";
        }
        return part.startsWith("#cloud-boothook") ? "text/cloud-boothook" : "text/cloud-config";
    }
}
