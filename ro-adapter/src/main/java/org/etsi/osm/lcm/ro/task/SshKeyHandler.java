package org.etsi.osm.lcm.ro.task;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.model.Failure;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.ServerAccess.Login;
import org.etsi.osm.lcm.ro.vim.Status;
import org.etsi.osm.lcm.tasks.catalogue.InjectSshKey;
import org.etsi.osm.lcm.tasks.catalogue.TaskType;

/** Lets the bearer of a key log in to a server. To add a key that is there changes nothing. Thread-safe. */
final class SshKeyHandler implements TaskHandler {
    /** A type, the key, and perhaps a comment: on one line, so that one key can't bring others along. */
    private static final Pattern ONE_KEY = Pattern.compile("[a-z0-9@.-]+ +[A-Za-z0-9+/=._-]+( [^\\p{Cntrl}]*)?");

    private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

    private final VimCalls calls;

    SshKeyHandler(VimCalls calls) {
        this.calls = calls;
    }

    @Override
    public Observation observe(Work work) {
        var asked = InjectSshKey.Parameters.from(work.parameters());
        if (wrong(asked).isPresent() || !isActive(asked)) {
            return new Observation.Unmet();
        }
        String key = withoutComment(key(asked));
        boolean isThere = calls.authorizedKeys(asked.vim(), login(asked)).stream()
                .anyMatch(known -> withoutComment(known).equals(key));
        return isThere ? new Observation.Met(Value.Obj.EMPTY) : new Observation.Unmet();
    }

    @Override
    public Optional<Failure> precondition(Work work) {
        var asked = InjectSshKey.Parameters.from(work.parameters());
        return wrong(asked)
                .or(() -> isActive(asked)
                        ? Optional.empty()
                        : CreatingHandler.absent(
                                "server " + asked.serverId().text() + ", active, to let user " + asked.user() + " in"));
    }

    @Override
    public Value.Obj act(Work work) {
        var asked = InjectSshKey.Parameters.from(work.parameters());
        calls.authorize(asked.vim(), login(asked), key(asked));
        return Value.Obj.EMPTY;
    }

    /** The key goes with the server. */
    @Override
    public List<String> leftovers(Work work) {
        return List.of();
    }

    @Override
    public void remove(Work work, String id) {
        throw new IllegalStateException("Expected a key to go with its server, but was asked to remove " + id);
    }

    private boolean isActive(InjectSshKey.Parameters asked) {
        return calls.get(asked.vim(), Kind.SERVER, asked.serverId().text())
                .filter(server -> server.status() == Status.ACTIVE)
                .isPresent();
    }

    private static Optional<Failure> wrong(InjectSshKey.Parameters asked) {
        if (!ONE_KEY.matcher(key(asked)).matches()) {
            return Optional.of(Failure.permanent(
                    TaskType.INVALID_PARAMETERS,
                    "Expected one key in OpenSSH's format for server "
                            + asked.serverId().text() + ", but found something else; no key was added"));
        }
        return USER.matcher(asked.user()).matches()
                ? Optional.empty()
                : Optional.of(Failure.permanent(
                        TaskType.INVALID_PARAMETERS,
                        "Expected the name of a user of server "
                                + asked.serverId().text() + ", but found '" + asked.user() + "'; no key was added"));
    }

    private static String key(InjectSshKey.Parameters asked) {
        return asked.publicKey().text().strip();
    }

    private static String withoutComment(String key) {
        String[] parts = key.split(" +", 3);
        return parts.length < 2 ? key : parts[0] + " " + parts[1];
    }

    private static Login login(InjectSshKey.Parameters asked) {
        return new Login(asked.serverId().text(), asked.address().text(), asked.user());
    }
}
