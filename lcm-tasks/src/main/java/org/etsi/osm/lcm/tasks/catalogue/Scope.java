package org.etsi.osm.lcm.tasks.catalogue;

/**
 * The keys of a task's scope: what breakpoints, freezes and views select by, and where in OSM's records the task
 * belongs. A task has those that apply to it.
 */
public final class Scope {
    /** Id of the NS record. */
    public static final String NS = "ns";

    /** Id of the VIM account. */
    public static final String VIM = "vim";

    /** Member index of the VNF in the NS. */
    public static final String VNF = "vnf";

    /** Id of the VDU in its descriptor. */
    public static final String VDU = "vdu";

    /** Id of the VNF record. */
    public static final String VNFR = "vnfr";

    /** {@code _id} of the element of the VNF record's {@code vdur}. */
    public static final String VDUR = "vdur";

    /** Place of that element when the plan was made; only a hint, since others may change the list. */
    public static final String VDUR_INDEX = "vdurIndex";

    /** Count of the instance of the VDU. */
    public static final String COUNT = "count";

    /** Name of the interface of the VDU. */
    public static final String INTERFACE = "interface";

    /** Id of the link: of the NS record's {@code vld}, or of the VNF record's where {@link #VNFR} is there. */
    public static final String VLD = "vld";

    /** {@code id} of the element of the NS record's {@code image}. */
    public static final String IMAGE = "image";

    /** {@code id}s of the elements of the NS record's {@code flavor}, {@link #SEPARATOR} between them. */
    public static final String FLAVOR = "flavor";

    /** Place of the execution environment in the NS record's {@code _admin.deployed.VCA}, which only we write. */
    public static final String ENVIRONMENT = "environment";

    /** Id of the execution environment in its descriptor, where it has one. */
    public static final String ENVIRONMENT_REF = "environmentRef";

    /** What an execution environment configures: {@code NS}, {@code VNF}, {@code VDU} or {@code KDU}. */
    public static final String ELEMENT = "element";

    /** Which of the descriptor's lists a primitive is of: {@code initial} or {@code terminate}. */
    public static final String PRIMITIVES = "primitives";

    /** Name of the KDU. */
    public static final String KDU = "kdu";

    /** Place of the KDU in the NS record's {@code _admin.deployed.K8s}, which only we write. */
    public static final String KDU_INDEX = "kduIndex";

    /** The release's name where the operator gave it ({@code kdu-deployment-name}); on the task that installs it. */
    public static final String KDU_DEPLOYMENT_NAME = "kduDeploymentName";

    /** {@code id} of the element of the NS record's {@code affinity-or-anti-affinity-group}. */
    public static final String AFFINITY_GROUP = "affinityGroup";

    /** {@code id} of the element of the NS record's {@code shared-volumes}. */
    public static final String SHARED_VOLUME = "sharedVolume";

    /** The descriptor's own id ({@code vnfd.id}) of the VNF that an execution environment is for. */
    public static final String VNFD = "vnfd";

    /**
     * {@code true} where the descriptor has terminate primitives for this execution environment; on the task that
     * creates or registers it.
     */
    public static final String HAS_TERMINATE_PRIMITIVES = "hasTerminatePrimitives";

    /** Between several ids. */
    public static final String SEPARATOR = ",";

    private Scope() {}
}
