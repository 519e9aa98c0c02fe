package org.etsi.osm.lcm.simulation;

/**
 * A call of a port after which something is durable or has left the process, and what is told apart of it. What is
 * written to a store is told apart by what the write is for.
 */
enum CrashCall {
    BEGIN_EPOCH(Site.ENGINE_STORE, "begin epoch"),
    CLAIM(Site.ENGINE_STORE, "claim"),
    PUT_PLAN(Site.ENGINE_STORE, "store plan"),
    WRITE(Site.ENGINE_STORE, "write"),

    SEND(Site.ENGINE_BUS, "send"),
    TELL(Site.ENGINE_BUS, "tell"),
    SHOW(Site.ENGINE_BUS, "show"),
    COMMIT(Site.ENGINE_BUS, "commit"),

    ACKNOWLEDGE(Site.FREEZES, "acknowledge"),

    ACCEPT(Site.LEDGER, "accept"),
    /** That something is about to be made or removed, with the lease for it. */
    ISSUE(Site.LEDGER, "issue"),
    CLOSE(Site.LEDGER, "close"),
    RESULT(Site.LEDGER, "result"),
    /** The rest: leases, and what is learned on the way. */
    KEEP(Site.LEDGER, "keep"),

    REPLY(Site.ADAPTER_BUS, "reply"),
    ADAPTER_COMMIT(Site.ADAPTER_BUS, "commit"),

    CREATE(Site.VIM, "create"),
    DELETE(Site.VIM, "delete"),
    RELEASE(Site.VIM, "release"),
    AUTHORIZE(Site.VIM, "authorize"),

    VCA_CREATE(Site.VCA, "create"),
    VCA_DELETE(Site.VCA, "delete"),
    VCA_INSTALL(Site.VCA, "install"),
    VCA_RELATE(Site.VCA, "relate"),
    VCA_START(Site.VCA, "start"),
    VCA_DISCARD(Site.VCA, "discard"),

    KDU_INSTALL(Site.KUBERNETES, "install"),
    KDU_UNINSTALL(Site.KUBERNETES, "uninstall"),

    RECORD(Site.ORPHANS, "record");

    /** What is on the other side of a port. */
    enum Site {
        ENGINE_STORE("engine store"),
        ENGINE_BUS("engine bus"),
        FREEZES("freezes"),
        LEDGER("ledger"),
        ADAPTER_BUS("adapter bus"),
        VIM("VIM"),
        VCA("VCA"),
        KUBERNETES("Kubernetes"),
        ORPHANS("orphan ledger");

        private final String words;

        Site(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        boolean isOfEngine() {
            return compareTo(LEDGER) < 0;
        }
    }

    private final Site site;
    private final String words;

    CrashCall(Site site, String words) {
        this.site = site;
        this.words = words;
    }

    Site site() {
        return site;
    }

    @Override
    public String toString() {
        return site.words + " " + words;
    }
}
