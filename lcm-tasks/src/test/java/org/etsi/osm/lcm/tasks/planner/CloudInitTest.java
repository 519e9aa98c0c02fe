package org.etsi.osm.lcm.tasks.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.tasks.Trees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * As Jinja2 with StrictUndefined renders, the way OSM's RO uses it; but truths come out in small letters, as YAML has
 * them.
 */
class CloudInitTest {
    private static final Value.Obj VARIABLES = (Value.Obj) Trees.yaml("""
        x: a&b
        n: 5
        flag: false
        active: true
        list: [p, q]
        nothing: null
        marked: '!!yaml [1, 2]'
        OSM: {ns_id: n1, ip_address: null, vdu: {mgmtVM-0: {count_index: 0}}}
        """);

    private final CloudInit cloudInit = new CloudInit();

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "{{x}}                                                => a&b",
                "{{ n + 1 }}                                          => 6",
                "{{ active }}                                             => true",
                "{{ list }}                                           => ['p', 'q']",
                "{{ list | join(',') }}                               => p,q",
                "{{ OSM['vdu']['mgmtVM-0'].count_index }}             => 0",
                "{{ missing | default('d') }}                         => d",
                "{% if missing is defined %}A{% else %}B{% endif %}   => B",
                "{% if flag %}A{% else %}B{% endif %}                 => B",
                "{% if OSM.ip_address %}A{% else %}B{% endif %}       => B",
                "[{{ nothing }}]                                      => []",
                "{{ marked }}                                         => [1, 2]",
                "{% for key in OSM.vdu %}{{ key }}{% endfor %}        => mgmtVM-0",
                "{% raw %}{{ y }}{% endraw %}                         => {{ y }}",
                "{# a note #}ok                                       => ok"
            })
    void shouldRender(String template, String expected) {
        assertThat(cloudInit.render(template, VARIABLES, "a test")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "{{ missing }}, missing",
        "{{ OSM.missing }}, OSM.missing",
        "{% if missing %}a{% endif %}, missing",
        "{% for i in missing %}x{% endfor %}, missing",
        "{{ x | nofilter }}, x | nofilter"
    })
    void shouldRefuseAnUndefinedVariableByName(String template, String name) {
        assertThatThrownBy(() -> cloudInit.render("a\n" + template, VARIABLES, "file 'f' of VDU 'v'"))
                .hasMessage("INVALID_RECORDS: Expected a value of variable '" + name
                        + "', which file 'f' of VDU 'v' uses in line 2, but there is none");
    }

    @ParameterizedTest
    @CsvSource({"{{ x", "{% if %}", "{% include 'foo' %}", "{{ x.getClass() }}"})
    void shouldRefuseWhatIsNoTemplate(String template) {
        assertThatThrownBy(() -> cloudInit.render(template, VARIABLES, "file 'f'"))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageStartingWith("INVALID_RECORDS: Expected file 'f' to be a template, but line 1 isn't: ");
    }

    @Test
    void shouldEndLinesAsJinja2Does() {
        assertThat(cloudInit.render("a\r\nb\r\n", VARIABLES, "a test")).isEqualTo("a\nb");
    }

    @Test
    void shouldDropOneNewlineAtTheEndAsJinja2Does() {
        assertThat(cloudInit.render("a\n\n", VARIABLES, "a test")).isEqualTo("a\n");
    }
}
