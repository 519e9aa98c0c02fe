package org.etsi.osm.lcm.tasks.descriptor;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an interface gets a public address; said as a truth, or by the name or id of the external network.
 *
 * @param network where it comes from, if that is said
 */
public record PublicAddress(boolean isWanted, @Nullable String network) {
    public static final PublicAddress UNSAID = new PublicAddress(false, null);

    private static final Set<String> YES = Set.of("true", "yes", "1");
    private static final Set<String> NO = Set.of("false", "no", "0");

    static PublicAddress read(Node in, String name) {
        var said = in.textOrNull(name);
        if (said == null || NO.contains(said.toLowerCase(Locale.ROOT))) {
            return UNSAID;
        }
        return new PublicAddress(true, YES.contains(said.toLowerCase(Locale.ROOT)) ? null : said);
    }
}
