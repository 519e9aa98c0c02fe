package org.etsi.osm.lcm.core.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.etsi.osm.lcm.core.adapter.Commands.abort;
import static org.etsi.osm.lcm.core.adapter.Commands.execute;
import static org.etsi.osm.lcm.core.adapter.Commands.rollback;

import java.util.stream.Stream;
import org.etsi.osm.lcm.core.model.Command;
import org.etsi.osm.lcm.core.model.CommandAction;
import org.etsi.osm.lcm.core.model.Reply;
import org.etsi.osm.lcm.core.model.ReplyStatus;
import org.etsi.osm.lcm.core.model.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole table of what a command does to an entry: by its sequence, by the entry's state, by its action. */
class AcceptanceTest {
    private static final LedgerEntry OPEN_5 = LedgerEntry.first(3, execute(0, 5))
            .heldBy("a")
            .withCreateIssued(true)
            .withRevision(4);
    private static final LedgerEntry ABORTING_5 = OPEN_5.toBeAborted();
    private static final LedgerEntry DONE_5 = OPEN_5.withFacts(
                    Value.Obj.EMPTY.with("id", "r-1"), Value.Obj.EMPTY.with("id", "r-1"), false)
            .finished(Reply.succeeded(execute(0, 5), Value.Obj.EMPTY.with("id", "r-1")));

    static Stream<Arguments> rows() {
        return Stream.of(
                row("first of its task", null, execute(0, 1), "OPEN 1", null),
                row("first is a rollback", null, rollback(0, 2), "OPEN 2", null),
                row("abort of what was never seen", null, abort(0, 1), "FINAL 1", ReplyStatus.STOPPED),
                row("older, open", OPEN_5, execute(0, 4), "same", ReplyStatus.STALE),
                row("older, done", DONE_5, rollback(0, 4), "same", ReplyStatus.STALE),
                row("older abort", OPEN_5, abort(0, 4), "same", ReplyStatus.STALE),
                row("again while open", OPEN_5, execute(0, 5), "same", null),
                row("again when done", DONE_5, execute(0, 5), "same", ReplyStatus.SUCCEEDED),
                row("abort while open", OPEN_5, abort(0, 5), "OPEN 5 aborting", null),
                row("abort again", ABORTING_5, abort(0, 5), "same", null),
                row("again while aborting", ABORTING_5, execute(0, 5), "same", null),
                row("abort when done", DONE_5, abort(0, 5), "same", ReplyStatus.SUCCEEDED),
                row("newer execute, open", OPEN_5, execute(0, 6), "OPEN 6", null),
                row("newer execute, done", DONE_5, execute(0, 6), "OPEN 6", null),
                row("newer rollback, aborting", ABORTING_5, rollback(0, 6), "OPEN 6", null),
                row("newer abort, open", OPEN_5, abort(0, 6), "OPEN 6 aborting", null),
                row("newer abort, done, held", DONE_5, abort(0, 6), "OPEN 6 aborting", null),
                row("newer abort, done", DONE_5.releasedBy("a"), abort(0, 6), "FINAL 6", ReplyStatus.STOPPED),
                row("another action, open", OPEN_5, rollback(0, 5), "same", ReplyStatus.STALE),
                row("another action, done", DONE_5, rollback(0, 5), "same", ReplyStatus.STALE));
    }

    private static Arguments row(
            String name, @Nullable LedgerEntry known, Command command, String entry, @Nullable ReplyStatus reply) {
        return Arguments.of(name, known, command, entry, reply);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void shouldAccept(
            String name,
            @Nullable LedgerEntry known,
            Command command,
            String expected,
            @Nullable ReplyStatus expectedReply) {
        Acceptance acceptance = Acceptance.accept(known, 3, command);

        LedgerEntry entry = acceptance.entry();
        if (expected.equals("same")) {
            assertThat(entry).isSameAs(known);
        } else {
            assertThat(entry.state() + " " + entry.sequence() + (entry.abortRequested() ? " aborting" : ""))
                    .isEqualTo(expected);
        }
        Reply reply = acceptance.reply();
        assertThat(reply == null ? null : reply.status()).isEqualTo(expectedReply);
        if (reply != null && reply.status() == ReplyStatus.STALE) {
            assertThat(reply.sequence()).isEqualTo(command.sequence());
            assertThat(reply.highestSequence()).isEqualTo(5);
        }
    }

    /** Whatever is accepted and delivered again, changes nothing the second time, and is answered alike. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void shouldChangeNothingOnTheSecondDelivery(
            String name,
            @Nullable LedgerEntry known,
            Command command,
            String expected,
            @Nullable ReplyStatus expectedReply) {
        Acceptance first = Acceptance.accept(known, 3, command);

        Acceptance second = Acceptance.accept(first.entry(), 3, command);

        assertThat(second).isEqualTo(first);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void shouldKeepWhatIsKnownOfTheTask(
            String name,
            @Nullable LedgerEntry known,
            Command command,
            String expected,
            @Nullable ReplyStatus expectedReply) {
        if (known == null) {
            return;
        }

        LedgerEntry entry = Acceptance.accept(known, 3, command).entry();

        assertThat(entry.memo()).isEqualTo(known.memo());
        assertThat(entry.outputs()).isEqualTo(known.outputs());
        assertThat(entry.createIssued()).isEqualTo(known.createIssued());
        assertThat(entry.holder()).isEqualTo(known.holder());
        assertThat(entry.beat()).isEqualTo(known.beat());
    }

    @Test
    void shouldFollowAnOpenCommandIntoAnotherPartition() {
        Acceptance acceptance = Acceptance.accept(OPEN_5, 9, execute(0, 5));

        assertThat(acceptance.entry()).isEqualTo(OPEN_5.inPartition(9));
    }

    @Test
    void shouldNameTheActionThatWasAborted() {
        Acceptance acceptance = Acceptance.accept(null, 3, abort(0, 1));

        assertThat(acceptance.reply()).extracting(Reply::action).isEqualTo(CommandAction.ABORT);
    }
}
