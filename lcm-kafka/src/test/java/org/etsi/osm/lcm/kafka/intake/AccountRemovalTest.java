package org.etsi.osm.lcm.kafka.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.etsi.osm.lcm.kafka.intake.FakeAccounts.operation;

import java.util.stream.IntStream;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.junit.jupiter.api.Test;

class AccountRemovalTest {
    private static final Value CREATE = operation("create", "COMPLETED");
    private static final Value DELETE = operation("delete", "PROCESSING");

    private final FakeAccounts accounts = new FakeAccounts();
    private final FakeOsm engine = new FakeOsm();
    private final Counters counters = new Counters();

    private AccountRemoval removal() {
        return new AccountRemoval(accounts, engine, 2, counters);
    }

    @Test
    void shouldRemoveAnAccountThatNobodyNeedsAndIgnoreTheSecondMessage() {
        accounts.add("vim-1", CREATE, DELETE);
        accounts.add("vim-2", CREATE);
        AccountRemoval removal = removal();
        removal.turn();

        accounts.condemn("vim-1");
        removal.scan();
        assertThat(accounts.accounts).hasSize(2);
        removal.turn();
        removal.scan();
        removal.turn();

        assertThat(accounts.accounts).containsOnlyKeys("vim-2");
        assertThat(counters.get("accounts.removed")).isEqualTo(1);
    }

    @Test
    void shouldWaitUntilNoVnfAndNoOperationNeedsTheAccount() {
        accounts.add("vim-1", CREATE, DELETE);
        accounts.users.put("vim-1", "VNF 1 of NS ns-1");
        engine.usedVims.add("vim-1");
        AccountRemoval removal = removal();

        accounts.condemn("vim-1");
        removal.turn();
        assertThat(accounts.delays).containsEntry("vim-1/1", "Waits for VNF 1 of NS ns-1");
        accounts.users.clear();
        removal.turn();
        assertThat(accounts.delays).as("no look before the next scan").doesNotContainValue("an operation");
        removal.scan();
        removal.turn();
        assertThat(accounts.delays).containsEntry("vim-1/1", "Waits for an operation that isn't over");
        assertThat(accounts.accounts).containsKey("vim-1");
        engine.usedVims.clear();
        removal.scan();
        removal.turn();

        assertThat(accounts.accounts).isEmpty();
    }

    /** Goal: what was asked for before a crash is done after it, without the message. */
    @Test
    void shouldGoOnAfterARestartByTheDocumentAlone() {
        accounts.add("vim-1", CREATE, DELETE);
        accounts.condemn("vim-1");

        removal().turn();

        assertThat(accounts.accounts).isEmpty();
    }

    @Test
    void shouldLeaveAnAccountThatAnotherLcmRemoves() {
        accounts.add("vim-1", CREATE, DELETE);
        accounts.anothers.add("vim-1");
        AccountRemoval removal = removal();

        accounts.condemn("vim-1");
        removal.turn();

        assertThat(accounts.accounts).containsKey("vim-1");
    }

    /** Goal: without an operation there is nothing to lock: it proceeds, as OSM does for {@code op_id: null}. */
    @Test
    void shouldProceedWithoutAnOperation() {
        accounts.add("vim-1");
        accounts.anothers.add("vim-1");
        AccountRemoval removal = removal();

        accounts.condemn("vim-1");
        removal.turn();

        assertThat(accounts.accounts).isEmpty();
    }

    /** Goal: one turn is bounded, and accounts that have to stay don't keep others from their turn. */
    @Test
    void shouldLookAtAPageOfAccountsPerTurn() {
        IntStream.range(0, 5).forEach(i -> {
            accounts.add("vim-" + i, DELETE);
            accounts.condemn("vim-" + i);
        });
        accounts.users.put("vim-0", "VNF 1 of NS ns-1");
        accounts.users.put("vim-1", "VNF 1 of NS ns-1");
        AccountRemoval removal = removal();

        removal.turn();
        assertThat(accounts.accounts).hasSize(5);
        removal.turn();
        assertThat(accounts.accounts).hasSize(3);
        removal.turn();

        assertThat(accounts.accounts).containsOnlyKeys("vim-0", "vim-1");
    }

    /** Bug: an account that can't be changed kept all others from their removal, and intake from its messages. */
    @Test
    void shouldPassOverAnAccountThatCanNotBeChanged() {
        for (String id : new String[] {"vim-1", "vim-2", "vim-3"}) {
            accounts.add(id, DELETE);
            accounts.condemn(id);
        }
        accounts.misshapen.add("vim-1");
        AccountRemoval removal = removal();

        removal.turn();
        removal.turn();
        removal.scan();
        removal.turn();

        assertThat(accounts.accounts).containsOnlyKeys("vim-1");
        assertThat(counters.get("intake.misshapen")).isEqualTo(1);
    }

    @Test
    void shouldLookAgainAfterTheStoreWasAway() {
        accounts.add("vim-1", DELETE);
        AccountRemoval removal = removal();
        accounts.condemn("vim-1");

        accounts.away = true;
        assertThatThrownBy(removal::turn).isInstanceOf(StoreUnavailableException.class);
        accounts.away = false;
        removal.turn();

        assertThat(accounts.accounts).isEmpty();
    }
}
