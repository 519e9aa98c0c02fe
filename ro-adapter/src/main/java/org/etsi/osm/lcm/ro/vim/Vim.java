package org.etsi.osm.lcm.ro.vim;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One VIM account's resources. Calls block, are safe from any thread, and end within {@link #callLimit()}; none retries
 * a create on its own. What goes wrong is a {@link VimException}, which says whether the call may have taken effect.
 *
 * <p>Things are either <em>ours</em> (created with {@link Tags}, seen by {@link #list}) or <em>found</em> (without our
 * tags, seen by {@link #find}, never to be deleted by us).
 */
public interface Vim {
    /**
     * Asks for a new resource and answers it as the VIM shows it then, usually still in {@link Status#BUILD}. Not
     * idempotent: called twice it makes two, so callers list by tag first.
     */
    Resource create(Spec spec, Tags tags);

    /** The resource as it is now, ours or not; empty when the VIM doesn't know it. */
    Optional<Resource> get(Kind kind, String id);

    /**
     * Asks for the end of a resource, whatever its status. May be repeated. A network takes its subnets along; what is
     * still in use is {@link VimException.Code#CONFLICT}, retryable.
     */
    Deletion delete(Kind kind, String id);

    /** Our own resources of a kind, by their tags, in every status; sorted by id. */
    List<Resource> list(Kind kind, TagQuery query);

    /** Resources that aren't ours; sorted by id. More than one by a name is for the caller to judge. */
    List<Resource> find(FindQuery query);

    /**
     * Gives up one of ours without deleting it: its tags go, so that it counts as found from then on. May be repeated;
     * nothing happens to what is gone or isn't ours.
     */
    void release(Kind kind, String id);

    /** The way into servers; empty where the driver knows none. */
    Optional<ServerAccess> serverAccess();

    /** Returns if the account can be used: the VIM answers, and knows us. Changes nothing. */
    void check();

    /** The longest a call takes before it ends with {@link VimException.Code#TIMEOUT}. */
    Duration callLimit();
}
