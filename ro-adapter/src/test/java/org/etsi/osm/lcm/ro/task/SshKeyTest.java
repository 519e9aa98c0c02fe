package org.etsi.osm.lcm.ro.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.ro.task.VimScene.OTHERS;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.ro.vim.Attribute;
import org.etsi.osm.lcm.ro.vim.Deletion;
import org.etsi.osm.lcm.ro.vim.FindQuery;
import org.etsi.osm.lcm.ro.vim.Kind;
import org.etsi.osm.lcm.ro.vim.Resource;
import org.etsi.osm.lcm.ro.vim.ServerAccess;
import org.etsi.osm.lcm.ro.vim.ServerSpec;
import org.etsi.osm.lcm.ro.vim.Spec;
import org.etsi.osm.lcm.ro.vim.TagQuery;
import org.etsi.osm.lcm.ro.vim.Tags;
import org.etsi.osm.lcm.ro.vim.Vim;
import org.etsi.osm.lcm.ro.vim.VimException.Code;
import org.etsi.osm.lcm.ro.vim.sim.SimFault;
import org.etsi.osm.lcm.ro.vim.sim.SimFault.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Letting the bearer of a key into a server, with whatever the VIM does wrong. */
class SshKeyTest {
    private static final String KEY = "ssh-rsa AAAAB3NzaC1yc2E=";

    private final VimScene scene = new VimScene();
    private Value.Obj parameters = Value.Obj.EMPTY;

    private List<String> keysAfterBooting() {
        boot(scene);
        scene.settled();
        return scene.state.keys(parameters.text("serverId").orElseThrow(), "ubuntu");
    }

    private void boot(VimScene at) {
        var port = at.port();
        var server = at.vim.create(
                ServerSpec.of(
                        "vm",
                        at.found(Kind.IMAGE, "ubuntu22.04").id(),
                        at.found(Kind.FLAVOR, "m1.small").id(),
                        List.of(port.id())),
                OTHERS);
        parameters = Value.Obj.EMPTY
                .with("serverId", server.id())
                .with("address", port.value(Attribute.FIXED_IPS).orElseThrow())
                .with("user", "ubuntu")
                .with("publicKey", KEY + " ee@vca");
    }

    private List<String> keys() {
        return scene.state.keys(parameters.text("serverId").orElseThrow(), "ubuntu");
    }

    static Stream<SimFault.Effect> faults() {
        return Stream.of(
                new SimFault.Refuse(Code.UNAVAILABLE),
                new SimFault.LoseAnswer(),
                new SimFault.Slow(Duration.ofSeconds(9)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void shouldAddAKeyOnceWhateverTheVimDoesOnce(SimFault.Effect effect) {
        assertThat(keysAfterBooting()).isEmpty();
        scene.strikeOnce(Kind.SERVER, Operation.AUTHORIZE, effect);

        scene.succeeds("InjectSshKey", parameters);
        scene.succeeds("InjectSshKey", parameters.with("publicKey", KEY + " another comment"));

        assertThat(keys()).containsExactly(KEY + " ee@vca");
    }

    @Test
    void shouldWaitForAServerThatIsNotActive() {
        boot(scene);

        var failure = scene.fails("InjectSshKey", parameters);

        assertThat(failure.code()).isEqualTo("PRECONDITION");
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.message())
                .isEqualTo("Expected server " + parameters.text("serverId").orElseThrow()
                        + ", active, to let user ubuntu in at the VIM, but it isn't there");
        scene.settled().succeeds("InjectSshKey", parameters);
        assertThat(keys()).hasSize(1);
    }

    @Test
    void shouldLeaveItsKeyToTheServerWhenItIsUndone() {
        keysAfterBooting();
        scene.succeeds("InjectSshKey", parameters);

        scene.undone("InjectSshKey", parameters);

        assertThat(keys()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "ssh-rsa AAAA\nssh-rsa BBBB",
                "command=\"rm -rf /\" ssh-rsa AAAA",
                "ssh-rsa AAAA x\u0000y",
                "ssh-rsa"
            })
    void shouldTakeOneKeyAndNothingElse(String key) {
        keysAfterBooting();

        var failure = scene.fails("InjectSshKey", parameters.with("publicKey", key));

        assertThat(failure.code()).isEqualTo("INVALID_PARAMETERS");
        assertThat(failure.retryable()).isFalse();
        assertThat(keys()).isEmpty();
    }

    @Test
    void shouldRefuseAUserThatIsNone() {
        keysAfterBooting();

        assertThat(scene.fails("InjectSshKey", parameters.with("user", "../root"))
                        .message())
                .isEqualTo("Expected the name of a user of server "
                        + parameters.text("serverId").orElseThrow() + ", but found '../root'; no key was added");
    }

    @Test
    void shouldSayThatAVimLeadsIntoNoServer() {
        var closed = new VimScene(Closed::new);
        boot(closed);

        var failure = closed.settled().fails("InjectSshKey", parameters);

        assertThat(failure.code()).isEqualTo("UNSUPPORTED");
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.message())
                .isEqualTo("Expected VIM account vim-1 to be of a type that leads into its servers, but it isn't; no"
                        + " key can be added");
    }

    /** A VIM whose driver has no way into servers. */
    private record Closed(Vim vim) implements Vim {
        @Override
        public Resource create(Spec spec, Tags tags) {
            return vim.create(spec, tags);
        }

        @Override
        public Optional<Resource> get(Kind kind, String id) {
            return vim.get(kind, id);
        }

        @Override
        public Deletion delete(Kind kind, String id) {
            return vim.delete(kind, id);
        }

        @Override
        public List<Resource> list(Kind kind, TagQuery query) {
            return vim.list(kind, query);
        }

        @Override
        public List<Resource> find(FindQuery query) {
            return vim.find(query);
        }

        @Override
        public void release(Kind kind, String id) {
            vim.release(kind, id);
        }

        @Override
        public Optional<ServerAccess> serverAccess() {
            return Optional.empty();
        }

        @Override
        public void check() {
            vim.check();
        }

        @Override
        public Duration callLimit() {
            return vim.callLimit();
        }
    }
}
