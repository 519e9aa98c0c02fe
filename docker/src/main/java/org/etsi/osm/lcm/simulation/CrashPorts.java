package org.etsi.osm.lcm.simulation;

import static java.util.Map.entry;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etsi.osm.lcm.core.adapter.AdapterBus;
import org.etsi.osm.lcm.core.adapter.LedgerStore;
import org.etsi.osm.lcm.core.adapter.OrphanStore;
import org.etsi.osm.lcm.core.port.EngineBus;
import org.etsi.osm.lcm.core.port.FreezeStore;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.n2vc.k8s.Kubernetes;
import org.etsi.osm.lcm.n2vc.vca.Vca;
import org.etsi.osm.lcm.ro.vim.ServerAccess;
import org.etsi.osm.lcm.ro.vim.Vim;

/**
 * Every method of every port through which an engine or an adapter reaches what outlives it, and which crash points
 * there are of it. A test holds it against the interfaces.
 */
final class CrashPorts {
    /** It changes nothing that outlives the process, or nothing that isn't read again. */
    private static final Set<CrashCall> NONE = Set.of();

    static final List<Port> ALL = List.of(
            new Port(
                    OperationStore.class,
                    Map.ofEntries(
                            entry("beginEpoch", Set.of(CrashCall.BEGIN_EPOCH)),
                            entry("epochOf", NONE),
                            entry("claim", Set.of(CrashCall.CLAIM)),
                            entry("load", NONE),
                            entry("write", Set.of(CrashCall.WRITE)),
                            entry("stamps", NONE),
                            entry("plan", NONE),
                            entry("putPlan", Set.of(CrashCall.PUT_PLAN)),
                            entry("find", NONE))),
            new Port(
                    EngineBus.class,
                    Map.of(
                            "poll", NONE,
                            "publish", Set.of(CrashCall.SEND, CrashCall.TELL),
                            "progress", Set.of(CrashCall.SHOW),
                            "unreadable", Set.of(CrashCall.SHOW),
                            "killed", Set.of(CrashCall.SHOW),
                            "commit", Set.of(CrashCall.COMMIT),
                            // Which records this consumer gets; a new one gets all of them.
                            "pause", NONE,
                            "resume", NONE)),
            new Port(
                    FreezeStore.class,
                    Map.of(
                            "current", NONE,
                            "acknowledge", Set.of(CrashCall.ACKNOWLEDGE),
                            // Intake's, before it tells the engines: neither engine nor adapter calls them.
                            "change", NONE,
                            "acknowledged", NONE)),
            new Port(
                    LedgerStore.class,
                    Map.of(
                            "open", NONE,
                            "get", NONE,
                            "write",
                                    EnumSet.of(
                                            CrashCall.ACCEPT,
                                            CrashCall.ISSUE,
                                            CrashCall.CLOSE,
                                            CrashCall.RESULT,
                                            CrashCall.KEEP),
                            "ofNs", NONE,
                            "inState", NONE)),
            new Port(
                    AdapterBus.class,
                    Map.of(
                            "poll", NONE,
                            "reply", Set.of(CrashCall.REPLY),
                            "commit", Set.of(CrashCall.ADAPTER_COMMIT))),
            new Port(
                    Vim.class,
                    Map.of(
                            "create", Set.of(CrashCall.CREATE),
                            "get", NONE,
                            "delete", Set.of(CrashCall.DELETE),
                            "list", NONE,
                            "find", NONE,
                            "release", Set.of(CrashCall.RELEASE),
                            "serverAccess", NONE,
                            "check", NONE,
                            "callLimit", NONE)),
            new Port(ServerAccess.class, Map.of("authorizedKeys", NONE, "authorize", Set.of(CrashCall.AUTHORIZE))),
            new Port(
                    Vca.class,
                    Map.ofEntries(
                            entry("describe", NONE),
                            entry("ofTask", NONE),
                            entry("ofNs", NONE),
                            entry("all", NONE),
                            entry("create", Set.of(CrashCall.VCA_CREATE)),
                            entry("delete", Set.of(CrashCall.VCA_DELETE)),
                            entry("install", Set.of(CrashCall.VCA_INSTALL)),
                            entry("software", NONE),
                            entry("publicKey", NONE),
                            entry("relate", Set.of(CrashCall.VCA_RELATE)),
                            entry("isRelated", NONE),
                            entry("start", Set.of(CrashCall.VCA_START)),
                            entry("runs", NONE),
                            entry("discard", Set.of(CrashCall.VCA_DISCARD)),
                            entry("callLimit", NONE))),
            new Port(
                    Kubernetes.class,
                    Map.of(
                            "describe", NONE,
                            "ofTask", NONE,
                            "ofNs", NONE,
                            "all", NONE,
                            "install", Set.of(CrashCall.KDU_INSTALL),
                            "uninstall", Set.of(CrashCall.KDU_UNINSTALL),
                            "callLimit", NONE)),
            new Port(OrphanStore.class, Map.of("record", Set.of(CrashCall.RECORD), "latest", NONE)));

    private CrashPorts() {}

    /** One interface: the crash points of each of its methods. */
    record Port(Class<?> type, Map<String, Set<CrashCall>> methods) {}
}
