package org.etsi.osm.lcm.simulation;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.etsi.osm.lcm.core.adapter.AdapterBus;
import org.etsi.osm.lcm.core.adapter.LedgerStore;
import org.etsi.osm.lcm.core.adapter.TaskHandler;
import org.etsi.osm.lcm.core.port.EngineBus;
import org.etsi.osm.lcm.core.port.FreezeStore;
import org.etsi.osm.lcm.core.port.OperationStore;
import org.etsi.osm.lcm.ro.vim.Vim;

/**
 * Where a test puts something between the loops and their world: to plant a bug, and see whether it is found. Each is
 * applied once for each incarnation of a process.
 */
public record Seams(
        UnaryOperator<EngineBus> engineBus,
        UnaryOperator<OperationStore> operationStore,
        UnaryOperator<FreezeStore> freezeStore,
        UnaryOperator<AdapterBus> adapterBus,
        UnaryOperator<LedgerStore> ledgerStore,
        BiFunction<Vim, Map<String, TaskHandler>, Map<String, TaskHandler>> handlers) {
    public static final Seams NONE = new Seams(
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            (vim, handlers) -> handlers);

    public Seams withEngineBus(UnaryOperator<EngineBus> other) {
        return new Seams(other, operationStore, freezeStore, adapterBus, ledgerStore, handlers);
    }

    public Seams withOperationStore(UnaryOperator<OperationStore> other) {
        return new Seams(engineBus, other, freezeStore, adapterBus, ledgerStore, handlers);
    }

    public Seams withFreezeStore(UnaryOperator<FreezeStore> other) {
        return new Seams(engineBus, operationStore, other, adapterBus, ledgerStore, handlers);
    }

    public Seams withAdapterBus(UnaryOperator<AdapterBus> other) {
        return new Seams(engineBus, operationStore, freezeStore, other, ledgerStore, handlers);
    }

    public Seams withLedgerStore(UnaryOperator<LedgerStore> other) {
        return new Seams(engineBus, operationStore, freezeStore, adapterBus, other, handlers);
    }

    public Seams withHandlers(BiFunction<Vim, Map<String, TaskHandler>, Map<String, TaskHandler>> other) {
        return new Seams(engineBus, operationStore, freezeStore, adapterBus, ledgerStore, other);
    }
}
