package org.etsi.osm.lcm.kafka.intake;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes VIM accounts that are to be deleted as soon as nobody needs them. NBI's mark in the account's document is all
 * that it goes by: a message, which anybody may send, only says that it is worth a look, so that a lost one, a second
 * one or a restart changes nothing. One look is bounded; an account that is needed is looked at again with the next
 * scan.
 */
final class AccountRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(AccountRemoval.class);

    private final OsmAccounts accounts;
    private final EngineView engine;
    private final int page;
    private final Counters counters;
    private final Misshapen misshapen;
    private Optional<String> after = Optional.empty();
    private boolean isDue = true;

    /** @param page how many accounts one look takes */
    AccountRemoval(OsmAccounts accounts, EngineView engine, int page, Counters counters) {
        this.accounts = accounts;
        this.engine = engine;
        this.page = page;
        this.counters = counters;
        this.misshapen = new Misshapen(counters);
    }

    /** It is time to look at them all, or a message says that it is worth it. */
    void scan() {
        isDue = true;
    }

    /** Looks at the next page of accounts, if a look is due. */
    void turn() {
        if (!isDue) {
            return;
        }
        List<Value.Obj> condemned = accounts.condemned(after, page);
        for (Value.Obj account : condemned) {
            account.text("_id").ifPresent(id -> lookAt(id, account));
        }
        isDue = condemned.size() == page;
        after = isDue ? condemned.getLast().text("_id") : Optional.empty();
    }

    private void lookAt(String id, Value.Obj account) {
        try {
            removeIfUnused(id, account);
        } catch (DocumentRefusedException e) {
            misshapen.tell("VIM account " + id, e);
        }
    }

    private void removeIfUnused(String id, Value.Obj account) {
        OptionalInt operation = openDeletion(account);
        if (operation.isPresent() && !accounts.claim(id, operation.getAsInt())) {
            LOG.debug("Another LCM removes VIM account {}", id);
            return;
        }
        Optional<String> user = accounts.userOf(id)
                .or(() -> engine.isVimUsed(id) ? Optional.of("an operation that isn't over") : Optional.empty());
        if (user.isPresent()) {
            counters.add("accounts.waiting");
            String why = "Waits for " + user.get();
            if (operation.isPresent() && !isShown(account, operation.getAsInt(), why)) {
                LOG.info("VIM account {} isn't removed yet: {}", id, why);
                accounts.delay(id, operation.getAsInt(), why);
            }
            return;
        }
        accounts.remove(id);
        counters.add("accounts.removed");
        LOG.info("VIM account {} is removed", id);
    }

    private static boolean isShown(Value.Obj account, int operation, String why) {
        return account.at("/_admin/operations/" + operation + "/detailed-status")
                .flatMap(Value::asText)
                .filter(why::equals)
                .isPresent();
    }

    /** The newest deletion that isn't over; a forced or an older NBI's one has none. */
    private static OptionalInt openDeletion(Value.Obj account) {
        List<Value> operations =
                account.field("_admin").map(admin -> admin.items("operations")).orElse(List.of());
        for (int i = operations.size() - 1; i >= 0; i--) {
            Value operation = operations.get(i);
            if (operation.text("lcmOperationType").filter("delete"::equals).isPresent()
                    && operation
                            .text("operationState")
                            .filter("PROCESSING"::equals)
                            .isPresent()) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
