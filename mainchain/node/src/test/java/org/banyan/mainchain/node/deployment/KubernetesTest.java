package org.banyan.mainchain.node.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.banyan.node.operations.OperationsServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No cluster is here: what the manifests say of the product and of each other is held together. */
class KubernetesTest {
    private static final Path ROOT = Path.of("..", "..");

    /** The node takes at most 30 s to end, the command line waits 40 s for it. */
    private static final int GRACE_SECONDS_MIN = 45;

    private Map<String, Manifest> delegate = Map.of();
    private Map<String, Manifest> network = Map.of();

    @BeforeEach
    void read() throws IOException {
        delegate = byKind("delegate.yaml");
        network = byKind("network.yaml");
    }

    private static Map<String, Manifest> byKind(String file) throws IOException {
        Map<String, Manifest> kinds = new TreeMap<>();
        for (Manifest document : Manifest.read(ROOT.resolve("ops/kubernetes").resolve(file))) {
            assertThat(document.text("apiVersion")).isNotEmpty();
            assertThat(kinds.put(document.text("kind"), document)).isNull();
        }
        return kinds;
    }

    private static Manifest of(Map<String, Manifest> documents, String kind) {
        assertThat(documents).containsKey(kind);
        return documents.getOrDefault(kind, new Manifest(kind, Map.of()));
    }

    private Manifest set() {
        return of(delegate, "StatefulSet");
    }

    private Manifest pod() {
        return set().get("spec.template.spec");
    }

    private Manifest node() {
        assertThat(pod().list("containers")).hasSize(1);
        return pod().get("containers.0");
    }

    @Test
    void every_file_is_known() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("ops/kubernetes"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("delegate.yaml", "network.yaml");
        }
        assertThat(delegate).containsOnlyKeys("Service", "StatefulSet");
        assertThat(network).containsOnlyKeys("PodDisruptionBudget", "Service", "NetworkPolicy");
    }

    @Test
    void a_delegate_runs_once_and_its_volume_outlives_it() {
        assertThat(set().number("spec.replicas")).isEqualTo(1);
        assertThat(set().text("spec.volumeClaimTemplates.0.spec.accessModes")).isEqualTo("[ReadWriteOncePod]");
        assertThat(set().text("spec.persistentVolumeClaimRetentionPolicy.whenDeleted"))
                .isEqualTo("Retain");
        assertThat(set().text("spec.persistentVolumeClaimRetentionPolicy.whenScaled"))
                .isEqualTo("Retain");
        assertThat(pod().number("terminationGracePeriodSeconds")).isGreaterThanOrEqualTo(GRACE_SECONDS_MIN);
    }

    @Test
    void the_command_is_one_and_every_variable_a_setting_and_no_lost_volume_signs_by_itself() {
        Product.requireCommand(node().list("args").stream()
                .map(each -> String.valueOf(each.value()))
                .toList());
        Map<String, String> variables = new TreeMap<>();
        node().list("env").forEach(each -> variables.put(each.text("name"), each.text("value")));
        Product.requireSettings(variables);
        assertThat(variables).containsEntry("BANYAN_OPS_HOST", "0.0.0.0").doesNotContainKey("BANYAN_SIGNER_NEW");
    }

    @Test
    void ports_are_those_of_the_node_and_services_lead_to_them() {
        Map<String, Integer> ports = new TreeMap<>();
        node().list("ports").forEach(port -> ports.put(port.text("name"), port.number("containerPort")));
        assertThat(ports).containsExactlyInAnyOrderEntriesOf(Product.ports());
        for (Map<String, Manifest> file : List.of(delegate, network)) {
            Manifest service = of(file, "Service");
            service.list("spec.ports").forEach(port -> {
                assertThat(ports).containsKey(port.text("targetPort"));
                assertThat(port.number("port")).isEqualTo(ports.get(port.text("targetPort")));
            });
        }
        of(network, "NetworkPolicy")
                .list("spec.ingress")
                .forEach(rule ->
                        rule.list("ports").forEach(port -> assertThat(ports).containsKey(port.text("port"))));
        assertThat(of(network, "NetworkPolicy").get("spec.ingress.0").has("from"))
                .isFalse();
        assertThat(of(network, "NetworkPolicy").text("spec.ingress.0.ports")).doesNotContain("ops");
    }

    @Test
    void probes_ask_what_the_operations_port_answers() {
        Map<String, String> probes = Map.of(
                "startupProbe", OperationsServer.STARTUP,
                "livenessProbe", OperationsServer.LIVE,
                "readinessProbe", OperationsServer.READY);
        probes.forEach((probe, path) -> {
            assertThat(node().text(probe + ".httpGet.path")).isEqualTo(path);
            assertThat(node().text(probe + ".httpGet.port")).isEqualTo("ops");
        });
    }

    @Test
    void selectors_find_the_pods_and_the_headless_service_is_the_sets_own() {
        Object labels = set().get("spec.template.metadata.labels").value();
        assertThat(set().get("spec.selector.matchLabels").value()).isEqualTo(labels);
        assertThat(of(delegate, "Service").get("spec.selector").value()).isEqualTo(labels);
        assertThat(of(delegate, "Service").text("metadata.name")).isEqualTo(set().text("spec.serviceName"));
        assertThat(of(delegate, "Service").text("spec.clusterIP")).isEqualTo("None");
        Map<String, String> all = Map.of("app", "banyan");
        assertThat(set().text("spec.template.metadata.labels.app")).isEqualTo("banyan");
        assertThat(of(network, "Service").get("spec.selector").value()).isEqualTo(all);
        assertThat(of(network, "PodDisruptionBudget")
                        .get("spec.selector.matchLabels")
                        .value())
                .isEqualTo(all);
        assertThat(of(network, "PodDisruptionBudget").number("spec.maxUnavailable"))
                .isEqualTo(1);
        assertThat(of(network, "NetworkPolicy")
                        .get("spec.podSelector.matchLabels")
                        .value())
                .isEqualTo(all);
    }

    @Test
    void pods_have_no_rights_that_a_node_does_not_need() {
        assertThat(pod().text("securityContext.runAsNonRoot")).isEqualTo("true");
        assertThat(pod().number("securityContext.runAsUser")).isEqualTo(Product.USER);
        assertThat(pod().number("securityContext.fsGroup")).isEqualTo(Product.USER);
        assertThat(pod().text("automountServiceAccountToken")).isEqualTo("false");
        Stream.concat(pod().list("containers").stream(), pod().list("initContainers").stream())
                .forEach(container -> {
                    assertThat(container.text("securityContext.readOnlyRootFilesystem"))
                            .isEqualTo("true");
                    assertThat(container.text("securityContext.allowPrivilegeEscalation"))
                            .isEqualTo("false");
                    assertThat(container.text("securityContext.capabilities.drop"))
                            .isEqualTo("[ALL]");
                });
    }

    @Test
    void every_mount_has_its_volume_and_files_are_where_variables_say() {
        List<String> volumes = Stream.concat(
                        pod().list("volumes").stream().map(volume -> volume.text("name")),
                        set().list("spec.volumeClaimTemplates").stream().map(claim -> claim.text("metadata.name")))
                .toList();
        Map<String, String> mounts = new TreeMap<>();
        Stream.concat(pod().list("containers").stream(), pod().list("initContainers").stream())
                .flatMap(container -> container.list("volumeMounts").stream())
                .forEach(mount -> mounts.put(mount.text("name"), mount.text("mountPath")));
        assertThat(mounts.keySet()).containsExactlyInAnyOrderElementsOf(volumes);
        assertThat(mounts).containsEntry("data", Product.HOME).containsEntry("tmp", "/tmp");
        String password = node().list("env").stream()
                .filter(each -> each.text("name").equals("BANYAN_SIGNER_PASSWORD_FILE"))
                .map(each -> each.text("value"))
                .findFirst()
                .orElse("");
        assertThat(password).isEqualTo(mounts.get("signer") + "/password");
        String seed = pod().text("initContainers.0.command.2");
        assertThat(seed)
                .contains("test -e " + Product.HOME + "/VERSION", "-C " + Product.HOME, mounts.get("seed") + "/");
    }
}
