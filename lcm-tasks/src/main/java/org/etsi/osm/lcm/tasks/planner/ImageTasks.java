package org.etsi.osm.lcm.tasks.planner;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etsi.osm.lcm.core.model.TaskId;
import org.etsi.osm.lcm.tasks.catalogue.FindImage;
import org.etsi.osm.lcm.tasks.catalogue.Scope;
import org.etsi.osm.lcm.tasks.descriptor.Vdur;
import org.etsi.osm.lcm.tasks.descriptor.VimAccount;
import org.etsi.osm.lcm.tasks.descriptor.Vnfd;
import org.etsi.osm.lcm.tasks.planner.NetworkService.Vnf;
import org.jspecify.annotations.Nullable;

/** The images of an NS, each found once per VIM. */
final class ImageTasks {
    private final NetworkService service;
    private final PlanDraft draft;
    private final Map<List<String>, TaskId> planned = new HashMap<>();

    /** An image as a record or a descriptor has it; {@code recordId} only in the former case. */
    private record Choice(
            @Nullable String recordId,
            @Nullable String image,
            @Nullable String checksum,
            @Nullable String vimType) {}

    ImageTasks(NetworkService service, PlanDraft draft) {
        this.service = service;
        this.draft = draft;
    }

    /** The task that finds the image of an instance. */
    TaskId of(Vnf vnf, Vdur vdur) {
        var choice = choose(vnf, vdur);
        var image = choice.image();
        var checksum = choice.checksum();
        if (image == null && checksum == null) {
            throw PlanRefusedException.records("Expected a name or a checksum of the image of VDU '" + vdur.vdu()
                    + "' of VNF " + vnf.index() + " (vnfd " + vnf.descriptor().name() + "), but it has neither");
        }
        var key = List.of(vnf.vim().id(), String.valueOf(image), String.valueOf(checksum));
        return planned.computeIfAbsent(key, k -> find(choice, vnf.vim()));
    }

    private TaskId find(Choice choice, VimAccount vim) {
        var scope = new LinkedHashMap<String, String>();
        scope.put(Scope.VIM, vim.id());
        if (choice.recordId() != null) {
            scope.put(Scope.IMAGE, choice.recordId());
        }
        // As RO has it: where there is a checksum, it alone decides.
        var name = choice.checksum() == null ? choice.image() : null;
        return draft.add(
                FindImage.TYPE,
                "image " + (choice.image() == null ? choice.checksum() : choice.image()),
                new FindImage.Parameters(vim.id(), null, name, choice.checksum()).toValue(),
                List.of(),
                scope);
    }

    /** The alternative made for this type of VIM, otherwise the image of the VDU. */
    private Choice choose(Vnf vnf, Vdur vdur) {
        boolean isRecorded = vdur.image() != null && !service.nsr().images().isEmpty();
        var alternatives =
                isRecorded ? vdur.alternativeImages() : vdu(vnf, vdur).alternativeImages();
        for (String alternative : alternatives) {
            var choice = isRecorded ? recorded(alternative, vnf, vdur) : described(alternative, vnf, vdur);
            if (vnf.vim().type().equalsIgnoreCase(choice.vimType())) {
                return choice;
            }
        }
        if (isRecorded && vdur.image() != null) {
            return recorded(vdur.image(), vnf, vdur);
        }
        var image = vdu(vnf, vdur).image();
        if (image == null) {
            throw PlanRefusedException.records("Expected an image of VDU '" + vdur.vdu() + "' in vnfd "
                    + vnf.descriptor().name() + ", but it has none");
        }
        return described(image, vnf, vdur);
    }

    private static Vnfd.Vdu vdu(Vnf vnf, Vdur vdur) {
        return ServerTasks.descriptorOf(vnf, vdur);
    }

    private Choice recorded(String id, Vnf vnf, Vdur vdur) {
        var image = service.nsr().images().get(id);
        if (image == null) {
            throw PlanRefusedException.records("Expected VDU '" + vdur.vdu() + "' of VNF " + vnf.index()
                    + " to have one of the images " + service.nsr().images().keySet() + " of NS "
                    + service.nsr().name() + ", but found '" + id + "'");
        }
        return new Choice(id, image.image(), image.checksum(), image.vimType());
    }

    private static Choice described(String id, Vnf vnf, Vdur vdur) {
        var image = vnf.descriptor().images().get(id);
        if (image == null) {
            throw PlanRefusedException.records("Expected VDU '" + vdur.vdu() + "' to have one of the images "
                    + vnf.descriptor().images().keySet() + " of vnfd "
                    + vnf.descriptor().name() + ", but found '" + id
                    + "'");
        }
        return new Choice(null, image.image(), image.checksum(), image.vimType());
    }
}
