package org.banyan.archrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructureRulesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "org.banyan.types.Hash, org.banyan.core.chain.Engine",
        "org.banyan.types.Hash, org.banyan.contract.Context",
        "org.banyan.contract.Context, org.banyan.spi.store.KeyValueStore",
        "org.banyan.consensus.Consensus, org.banyan.consensus.authority.Authority",
        "org.banyan.core.chain.Engine, org.banyan.node.Node",
        "org.banyan.core.chain.Engine, org.banyan.consensus.authority.Authority",
        "org.banyan.contracts.token.Token, org.banyan.core.chain.Engine",
        "org.banyan.sdk.Client, org.banyan.node.Node",
        "org.banyan.cli.Banyan, org.banyan.mainchain.node.Main",
        "org.banyan.node.Node, org.banyan.drivers.store.leveldb.LevelDbKeyValueStore",
    })
    void a_forbidden_arrow_is_refused(String user, String used) {
        List<Use> uses = BytecodeScan.usesIn(ClassFiles.call(user, used));

        assertThatThrownBy(() -> StructureRules.ARROWS.check(uses))
                .hasMessageStartingWith("[arrows] ")
                .hasMessageContaining("at " + user + ".run(")
                .hasMessageContaining(used);
    }

    @ParameterizedTest
    @CsvSource({
        "org.banyan.core.chain.Engine, org.banyan.types.Hash",
        "org.banyan.core.chain.Engine, org.banyan.core.state.State",
        "org.banyan.consensus.authority.Authority, org.banyan.consensus.Consensus",
        "org.banyan.mainchain.node.Main, org.banyan.drivers.store.leveldb.LevelDbKeyValueStore",
        "com.acme.supply.Rules, org.banyan.core.chain.Engine",
    })
    void an_arrow_that_points_down_is_allowed(String user, String used) {
        List<Use> uses = BytecodeScan.usesIn(ClassFiles.call(user, used));

        assertThatCode(() -> StructureRules.ARROWS.check(uses)).doesNotThrowAnyException();
    }

    @Test
    void a_package_that_is_not_on_the_map_is_refused_until_it_gets_a_line() {
        List<Use> uses = BytecodeScan.usesIn(ClassFiles.call("org.banyan.unheardof.A", "org.banyan.types.Hash"));

        assertThatThrownBy(() -> StructureRules.ARROWS.check(uses)).hasMessageContaining("adds its line to Layout");
    }

    @Test
    void an_element_type_of_a_collection_counts_as_a_dependency() {
        List<Use> uses = BytecodeScan.usesIn(
                ClassFiles.holdingListOf("org.banyan.types.Hashes", "org.banyan.core.chain.Engine"));

        assertThatThrownBy(() -> StructureRules.ARROWS.check(uses))
                .hasMessageContaining("org.banyan.core.chain.Engine");
    }

    @Test
    void the_map_has_no_cycle() {
        Layout[] modules = Layout.values();

        assertThat(Arrays.stream(modules))
                .allSatisfy(module -> assertThat(Arrays.stream(modules)
                                .filter(other -> other != module && module.maySee(other.root() + ".X"))
                                .filter(other -> other.maySee(module.root() + ".X")))
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "org.banyan.core.chain.Engine, akka.actor.typed.ActorRef",
        "org.banyan.core.chain.Engine, org.iq80.leveldb.DB",
        "org.banyan.node.Node, io.grpc.Server",
        "org.banyan.sdk.Client, com.linecorp.armeria.server.Server",
        "org.banyan.api.Api, org.bouncycastle.math.ec.ECPoint",
        "org.banyan.spi.Port, com.google.inject.Injector",
        "org.banyan.types.Hash, com.google.protobuf.ByteString",
    })
    void a_vendor_outside_its_adapter_is_refused(String user, String used) {
        List<Use> uses = BytecodeScan.usesIn(ClassFiles.call(user, used));

        assertThatThrownBy(() -> StructureRules.VENDORS.check(uses))
                .hasMessageStartingWith("[vendors] ")
                .hasMessageContaining(used);
    }

    @Test
    void an_injection_annotation_outside_a_node_module_is_refused() {
        List<Use> inCore = BytecodeScan.usesIn(ClassFiles.annotated("org.banyan.core.Engine", "jakarta.inject.Inject"));
        List<Use> inNode =
                BytecodeScan.usesIn(ClassFiles.annotated("org.banyan.node.NodeModule", "com.google.inject.Provides"));

        assertThatThrownBy(() -> StructureRules.VENDORS.check(inCore)).hasMessageContaining("jakarta.inject.Inject");
        assertThatCode(() -> StructureRules.VENDORS.check(inNode)).doesNotThrowAnyException();
    }

    @Test
    void a_cycle_between_packages_is_refused() throws IOException {
        new ClassFiles(folder)
                .calling("org.banyan.core.chain.Chain", "org.banyan.core.state.State")
                .calling("org.banyan.core.state.State", "org.banyan.core.chain.Chain");

        assertThatThrownBy(() -> StructureRules.checkCycles(classes())).hasMessageContaining("Cycle detected");
    }

    @Test
    void packages_that_depend_one_way_have_no_cycle() throws IOException {
        new ClassFiles(folder)
                .calling("org.banyan.core.chain.Chain", "org.banyan.core.state.State")
                .calling("org.banyan.core.chain.Fork", "org.banyan.core.chain.Chain")
                .calling("org.banyan.core.chain.Chain", "org.banyan.core.chain.Fork")
                .empty("org.banyan.core.state.State");

        assertThatCode(() -> StructureRules.checkCycles(classes())).doesNotThrowAnyException();
    }

    @Test
    void a_package_without_a_null_marked_package_info_is_refused() throws IOException {
        new ClassFiles(folder)
                .packageInfo("org.banyan.core.good", true)
                .packageInfo("org.banyan.core.unmarked", false)
                .empty("org.banyan.core.bare.Type");
        var written = List.of("org.banyan.core.good", "org.banyan.core.unmarked", "org.banyan.core.bare");

        assertThatThrownBy(() -> StructureRules.checkPackageInfos(classes(), written))
                .hasMessageStartingWith("[package-info] ")
                .hasMessageContaining("  org.banyan.core.bare")
                .hasMessageContaining("  org.banyan.core.unmarked")
                .hasMessageNotContainingAny("org.banyan.core.good");
    }

    @ParameterizedTest
    @CsvSource({
        "org.banyan.core.DelegateList, count",
        "org.banyan.types.Address, stakeMin",
        "org.banyan.spi.store.LevelDbOptions, size",
        "org.banyan.core.Limits, GRPC_FRAME_MAX",
    })
    void a_foreign_word_in_the_kernel_is_refused(String type, String field) throws IOException {
        new ClassFiles(folder).withField(type, field);

        assertThatThrownBy(() -> StructureRules.checkVocabulary(classes())).hasMessageStartingWith("[vocabulary] ");
    }

    @Test
    void the_words_of_a_plug_in_are_its_own() throws IOException {
        new ClassFiles(folder)
                .withField("org.banyan.drivers.store.leveldb.LevelDbOptions", "size")
                .withField("org.banyan.core.Mistake", "stakeholder");

        assertThatCode(() -> StructureRules.checkVocabulary(classes())).doesNotThrowAnyException();
    }

    @Test
    void a_pure_module_that_runs_only_the_common_rules_is_refused() throws IOException {
        new ClassFiles(folder).empty("org.banyan.core.chain.Engine");

        assertThatThrownBy(() -> StructureRules.checkChoice(classes(), false))
                .hasMessageContaining("PureModuleRules")
                .hasMessageContaining("org.banyan.core");
        assertThatCode(() -> StructureRules.checkChoice(classes(), true)).doesNotThrowAnyException();
    }

    private JavaClasses classes() {
        return new ClassFileImporter().importPath(folder);
    }
}
