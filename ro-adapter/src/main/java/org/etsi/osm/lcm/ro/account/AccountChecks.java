package org.etsi.osm.lcm.ro.account;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.etsi.osm.lcm.core.model.Moment;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.core.port.StoreUnavailableException;
import org.etsi.osm.lcm.kafka.bus.Counters;
import org.etsi.osm.lcm.kafka.service.OsmFollower;
import org.etsi.osm.lcm.ro.vim.VimException;
import org.etsi.osm.lcm.ro.vim.Vims;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks VIM accounts that were created or edited, and shows the result as OSM's RO does. What is to be done is in the
 * documents: a message only says where to look, and a scan finds what no message told. One account per turn, so that a
 * VIM that doesn't answer holds up nothing but later checks.
 */
public final class AccountChecks implements OsmFollower.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(AccountChecks.class);

    /** The second form of each is an older NBI's. */
    private static final Set<String> COMMANDS = Set.of("created", "create", "edited", "edit");

    private static final int PAGE = 500;
    private static final int LONGEST_ID = 128;
    private static final int LONGEST_DETAIL = 1_000;

    private final AccountRecords records;
    private final Vims vims;
    private final Duration scanEvery;
    private final Duration lostAfter;
    private final Counters counters;
    private final Set<String> due = new LinkedHashSet<>();
    private long nextScanTicksMs = Long.MIN_VALUE;

    /** @param lostAfter the age at which a message counts as lost */
    public AccountChecks(AccountRecords records, Vims vims, Duration scanEvery, Duration lostAfter, Counters counters) {
        this.records = records;
        this.vims = vims;
        this.scanEvery = scanEvery;
        this.lostAfter = lostAfter;
        this.counters = counters;
    }

    @Override
    public void take(String command, Value.Obj body) {
        String id = body.text("_id").orElse("");
        if (!COMMANDS.contains(command) || id.isBlank() || id.length() > LONGEST_ID) {
            return;
        }
        if (body.text("op_id").isEmpty()) {
            records.request(id);
        }
        due.add(id);
    }

    @Override
    public boolean turn(Moment now) {
        if (now.ticksMs() >= nextScanTicksMs) {
            due.addAll(records.pending((now.epochMs() - lostAfter.toMillis()) / 1_000.0, PAGE));
            nextScanTicksMs = now.ticksMs() + scanEvery.toMillis();
        }
        if (!due.isEmpty()) {
            String id = due.iterator().next();
            records.claim(id).ifPresent(this::check);
            due.remove(id);
        }
        return !due.isEmpty();
    }

    private void check(AccountRecords.Pending pending) {
        String id = pending.id();
        try {
            vims.vim(id).check();
            counters.add("accounts.enabled");
            LOG.info("VIM account {} can be used", id);
            records.finish(pending, true, "Done");
        } catch (VimException e) {
            unusable(pending, e.code() + ": " + e.getMessage());
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // The top of a driver: an account that it stumbles over can't be used, and the others are checked.
            LOG.error("The check of VIM account {} met a bug", id, e);
            unusable(pending, "INTERNAL: Expected an answer of the VIM's driver, but it failed: " + e);
        }
    }

    private void unusable(AccountRecords.Pending pending, String why) {
        counters.add("accounts.errors");
        LOG.warn("VIM account {} can't be used: {}", pending.id(), why);
        records.finish(pending, false, why.substring(0, Math.min(why.length(), LONGEST_DETAIL)));
    }
}
