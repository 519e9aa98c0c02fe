package org.etsi.osm.lcm.ro.vim;

import java.util.Map;

/**
 * What a driver needs of an OSM VIM account beside its secrets; {@code config} is flat: nested keys joined by dots,
 * lists by commas.
 */
public record VimAccount(String id, String name, String type, Map<String, String> config) {
    public VimAccount {
        config = Map.copyOf(config);
    }
}
