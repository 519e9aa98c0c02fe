package org.etsi.osm.lcm.ro.task;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.FindQuery;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;

/**
 * Finds one thing at the VIM that isn't ours, by all that is given of id, name and checksum. It is used and never
 * touched, so there is nothing to undo. Thread-safe.
 */
final class FindingHandler implements TaskHandler {
    private final VimCalls calls;
    private final Kind kind;
    private final String idOutput;

    FindingHandler(VimCalls calls, Kind kind, String idOutput) {
        this.calls = calls;
        this.kind = kind;
        this.idOutput = idOutput;
    }

    @Override
    public Observation observe(Work work) {
        List<Resource> found = found(work);
        boolean isClear = found.size() == 1
                || (!found.isEmpty() && work.parameters().field("checksum").isPresent());
        if (!isClear) {
            return new Observation.Unmet();
        }
        Resource one = found.get(0);
        return new Observation.Met(Value.Obj.EMPTY.with(idOutput, one.id()).with("name", one.name()));
    }

    @Override
    public Optional<Failure> precondition(Work work) {
        int count = found(work).size();
        String asked = kind.name().toLowerCase(java.util.Locale.ROOT) + " " + described(work);
        return Optional.of(
                count == 0
                        ? Failure.permanent(
                                "NOT_FOUND",
                                "Expected one " + asked + " at VIM account " + CreatingHandler.account(work)
                                        + ", but there is none; upload or create it there, then retry")
                        : Failure.permanent(
                                "AMBIGUOUS",
                                "Expected one " + asked + " at VIM account " + CreatingHandler.account(work)
                                        + ", but there are " + count + "; name it by its id"));
    }

    @Override
    public Value.Obj act(Work work) {
        throw new IllegalStateException("Expected a find never to act, but it was asked to: " + work.taskKey());
    }

    @Override
    public boolean isEffectFree() {
        return true;
    }

    @Override
    public List<String> leftovers(Work work) {
        return List.of();
    }

    @Override
    public void remove(Work work, String id) {
        throw new IllegalStateException("Expected a find to leave nothing, but it was asked to remove " + id);
    }

    private List<Resource> found(Work work) {
        var parameters = work.parameters();
        Map<Attribute, List<String>> attributes = parameters
                .text("checksum")
                .map(checksum -> Map.of(Attribute.CHECKSUM, List.of(checksum)))
                .orElse(Map.of());
        return calls.others(
                CreatingHandler.account(work),
                new FindQuery(
                        kind,
                        parameters.text("id").orElse(null),
                        parameters.text("name").orElse(null),
                        attributes));
    }

    private static String described(Work work) {
        var words = new StringBuilder();
        for (String part : List.of("id", "name", "checksum")) {
            work.parameters()
                    .text(part)
                    .ifPresent(value -> words.append(words.isEmpty() ? "" : ", ")
                            .append(part)
                            .append(" '")
                            .append(value)
                            .append('\''));
        }
        return words.toString();
    }
}
