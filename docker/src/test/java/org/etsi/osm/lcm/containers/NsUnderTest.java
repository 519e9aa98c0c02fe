package org.etsi.osm.lcm.containers;

import org.etsi.osm.lcm.cli.SimVims;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.demo.Facts;
import org.etsi.osm.lcm.demo.Samples;
import org.etsi.osm.lcm.ro.RoAdapter;

/**
 * An NS that was created and not instantiated, with a VIM and a cluster of its own, and who looks at what it leaves.
 */
record NsUnderTest(Value.Obj nsr, Facts facts, Looks looks) {

    /** Needs the NSD in the cluster's catalogue. */
    static NsUnderTest create(Cluster cluster, String name, String nsd, Value.Obj parameters) {
        String vim = "vim-of-" + name;
        String account = Samples.addVim(cluster.catalog(), vim).text("_id").orElseThrow();
        // Opened once, so that it has what it begins with.
        RoAdapter.vims(cluster.store()).vim(account);
        cluster.catalog().addCluster("cluster-of-" + name, vim);
        Value.Obj nsr = cluster.catalog().createNs(name, nsd, vim, parameters);
        String ns = nsr.text("_id").orElseThrow();
        var facts = new Facts(cluster.store(), cluster.catalog(), SimVims.state(cluster.store(), account), ns);
        return new NsUnderTest(nsr, facts, new Looks(cluster, facts, ns));
    }
}
