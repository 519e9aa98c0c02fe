package org.etsi.osm.lcm.kafka.osm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.etsi.osm.lcm.core.model.Value;
import org.etsi.osm.lcm.kafka.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker itself: what is right passes, and each planted mistake is found. */
class OsmReadingRulesTest {
    private static final String NSR = """
        {"_id": "ns-1", "nsState": "READY", "currentOperation": "IDLE", "currentOperationID": null,
         "operational-status": "running", "config-status": "configured", "detailed-status": "Done",
         "errorDescription": null, "errorDetail": null,
         "configurationStatus": [{"status": "READY", "elementType": "VNF", "elementUnderConfiguration": "1"}],
         "_admin": {"nsState": "INSTANTIATED", "current-operation": null, "nslcmop": null, "operation-type": null,
          "deployed": {"VCA": [{"target_element": "vnf/1", "member-vnf-index": "1", "vdu_id": null,
           "kdu_name": null, "vdu_count_index": 0, "vdu_name": null, "vnfd_id": "v", "type": "lxc_proxy_charm",
           "ee_descriptor_id": "e", "charm_name": "c", "operational-status": "init", "detailed-status": "",
           "step": "initial-deploy"}]}}}\
        """;
    private static final String OPERATION = """
        {"_id": "op-1", "operationState": "COMPLETED", "statusEnteredTime": 2.5, "startTime": 1.5, "stage": "",
         "queuePosition": 0, "errorMessage": "", "detailed-status": "Done"}\
        """;

    @Test
    void shouldPassWhatIsRight() {
        assertThat(OsmReadingRules.ofNsr(Json.read(NSR))).isEmpty();
        assertThat(OsmReadingRules.ofOperation(Json.read(OPERATION))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"IDLE\"|\"INSTANTIATING\"|BUILDING exactly while INSTANTIATING",
                "\"nsState\": \"INSTANTIATED\"|\"nsState\": \"NOT_INSTANTIATED\"|_admin.nsState INSTANTIATED",
                "\"running\"|\"failed\"|operational-status running",
                "\"nsState\": \"READY\"|\"nsState\": \"BROKEN\"|an errorDetail",
                "\"elementType\": \"VNF\", |''|a known elementType",
                "\"status\": \"READY\", |''|a known status",
                "\"type\": \"lxc_proxy_charm\",|''|[type] in _admin.deployed.VCA.0",
                "\"configurationStatus\": [|\"configurationStatus\": [{}, |as many configurationStatus",
                "\"nslcmop\": null|\"nslcmop\": \"op-9\"|_admin.nslcmop"
            })
    void shouldFindEachMistakeInAnNs(String right, String wrong, String found) {
        assertThat(NSR).contains(right);

        assertThat(OsmReadingRules.ofNsr(Json.read(NSR.replace(right, wrong))))
                .anyMatch(sentence -> sentence.contains(found));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COMPLETED|FAILED|an errorMessage",
                "\"queuePosition\": 0|\"queuePosition\": 2|a place in the queue",
                "\"stage\": \"\",|''|stage to be there",
                "\"errorMessage\": \"\"|\"errorMessage\": \"no\"|no errorMessage"
            })
    void shouldFindEachMistakeInAnOperation(String right, String wrong, String found) {
        assertThat(OsmReadingRules.ofOperation(Json.read(OPERATION.replace(right, wrong))))
                .anyMatch(sentence -> sentence.contains(found));
    }

    @Test
    void shouldFindAnOperationThatComesBack() {
        Value over = Json.read(OPERATION);
        Value again = Json.read(OPERATION.replace("COMPLETED", "PROCESSING"));

        assertThat(OsmReadingRules.ofChange(over, again)).isNotEmpty();
        assertThat(OsmReadingRules.ofChange(again, over)).isEmpty();
        Value busy = Json.read(NSR.replace("\"currentOperationID\": null", "\"currentOperationID\": \"op-1\""));
        assertThat(OsmReadingRules.between(List.of(over), busy)).isNotEmpty();
        assertThat(OsmReadingRules.between(List.of(again), busy)).isEmpty();
    }
}
