package org.banyan.types.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Timestamp;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;
import org.banyan.types.generators.RandomBlocks;
import org.banyan.types.generators.RandomSpecifications;
import org.banyan.types.generators.RandomValues;
import org.banyan.types.generators.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainSpecificationTest {
    private static final Hash SOME = new Hash(1, 2, 3, 4);

    @Test
    void the_chain_id_is_the_tagged_hash_of_everything_in_it() {
        Seeds.each(50, values -> {
            ChainSpecification specification = new RandomSpecifications(values).specification();
            assertThat(specification.id(Sha256.INSTANCE).hash())
                    .isEqualTo(Sha256.INSTANCE.hash(Tag.SPECIFICATION, ChainSpecification.CODEC.encode(specification)));
            assertThat(specification.collection().hash(Sha256.INSTANCE))
                    .isEqualTo(Sha256.INSTANCE.hash(
                            Tag.COLLECTION, ContractCollection.CODEC.encode(specification.collection())));
        });
    }

    @ParameterizedTest
    @CsvSource({"4000,64", "500,512", "256000,1", "255999,2", "3000,86", "3600000,1", "50,5120"})
    void the_mark_window_is_256_seconds_in_slots_rounded_up(long slotMillis, int window) {
        assertThat(new ConsensusChoice("authority", Bytes.EMPTY, slotMillis).markWindow())
                .isEqualTo(window);
    }

    @Test
    void a_genesis_without_an_update_rule_is_refused() {
        Bytes whole = ChainSpecification.CODEC.encode(specification("dev", "dev"));
        String rule = "4206" + "0843" + "100a" + "1803";
        assertThat(whole.toHex()).contains(rule);

        assertThatThrownBy(() -> ChainSpecification.CODEC.decode(
                        Bytes.fromHex(whole.toHex().replace(rule, ""))))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("update rule");
    }

    @ParameterizedTest
    @CsvSource({"50,1,1", "101,1,1", "0,1,1", "51,0,1", "51,1,0", "51,-1,1"})
    void an_update_rule_outside_its_ranges_is_refused(int percent, long window, long confirmations) {
        assertThatThrownBy(() -> new UpdateRule(percent, window, confirmations))
                .hasMessageContaining("of the update rule");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Dev", "dev chain", "dev.1", "abcdefghijklmnopqrstuvwxyz0123456"})
    void a_chain_name_of_another_form_is_refused(String name) {
        assertThatThrownBy(() -> specification(name, "dev")).hasMessageContaining("name of a chain");
    }

    @Test
    void an_address_prefix_of_another_form_is_refused() {
        assertThatThrownBy(() -> specification("dev", "Dev")).hasMessageContaining("address prefix");
    }

    @Test
    void a_second_parent_is_refused() {
        var random = new RandomSpecifications(new RandomValues(1));
        var parents = List.of(random.parentChain(), random.parentChain());

        assertThatThrownBy(() -> specification("dev", "dev", parents, List.of()))
                .hasMessageContaining("limit of 1");
    }

    @Test
    void a_parent_whose_anchor_belongs_to_another_chain_is_refused() {
        var random = new RandomBlocks(new RandomValues(1));

        assertThatThrownBy(() -> new ParentChain(
                        new ChainId(SOME),
                        "authority",
                        random.headerOf(new ChainId(new Hash(5, 5, 5, 5))),
                        random.producerSet()))
                .hasMessageContaining("belongs to chain");
    }

    @Test
    void a_genesis_call_or_role_without_its_contract_is_refused() {
        assertThatThrownBy(() -> specification(
                        "dev", "dev", List.of(), List.of(new GenesisCall("missing", "create", Bytes.EMPTY))))
                .hasMessageContaining("genesis calls missing.create");
        assertThatThrownBy(() -> new ContractCollection(
                        List.of(), List.of(), "account", "", "", List.of(), List.of(), List.of()))
                .hasMessageContaining("names 'account' as its account contract");
    }

    @Test
    void a_collection_in_another_order_is_refused() {
        var a = contract("a");
        var b = contract("b");

        assertThat(collection(List.of(a, b), List.of(0, 3)).contract("b")).contains(b);
        assertThat(collection(List.of(a, b), List.of()).contract("c")).isEmpty();
        assertThatThrownBy(() -> collection(List.of(b, a), List.of()))
                .hasMessageContaining("names of system contracts");
        assertThatThrownBy(() -> collection(List.of(a, a), List.of()))
                .hasMessageContaining("names of system contracts");
        assertThatThrownBy(() -> collection(List.of(), List.of(3, 0))).hasMessageContaining("deployable categories");
        assertThatThrownBy(() -> new ContractCollection(
                        List.of(),
                        List.of(new ExtensionRule("b", true), new ExtensionRule("a", true)),
                        "",
                        "",
                        "",
                        List.of(),
                        List.of(),
                        List.of()))
                .hasMessageContaining("ids of extension rules");
    }

    @Test
    void an_inherent_rule_for_the_kernels_own_kinds_or_without_its_contract_is_refused() {
        var rule = new InherentRule("crosschain.child", "crosschain", "FollowChild");

        assertThat(withInherents(List.of(contract("crosschain")), List.of(rule)).inherent("crosschain.child"))
                .contains(rule);
        assertThatThrownBy(() -> withInherents(List.of(), List.of(rule)))
                .hasMessageContaining("names 'crosschain' as its inherent crosschain.child contract");
        assertThatThrownBy(() -> withInherents(List.of(contract("crosschain")), List.of(rule, rule)))
                .hasMessageContaining("kinds of inherents");
        assertThatThrownBy(() -> new InherentRule("finality", "crosschain", "FollowChild"))
                .hasMessageContaining("are the kernel's own");
        assertThatThrownBy(() -> new InherentRule("crosschain.child", "crosschain", "follow child"))
                .hasMessageContaining("is a method's name");
    }

    private static ContractCollection withInherents(List<SystemContract> contracts, List<InherentRule> inherents) {
        return new ContractCollection(contracts, List.of(), "", "", "", List.of(), inherents, List.of());
    }

    @Test
    void a_deployable_category_beyond_31_bits_is_refused() {
        assertThatThrownBy(() -> ContractCollection.CODEC.decode(Bytes.fromHex("3205" + "8080808008")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("deployable category");
    }

    @Test
    void the_default_costs_make_a_plain_transfer_about_ten_thousand_units() {
        CostTable costs = CostTable.DEFAULT;
        long transfer = costs.transaction()
                + 250 * costs.transactionByte()
                + costs.signature()
                + 2 * costs.read()
                + 2 * costs.write()
                + 2 * 2 * 16 * costs.stateByte()
                + costs.event()
                + 80 * costs.eventByte();

        assertThat(transfer).isBetween(9_000L, 11_000L);
        assertThat(transfer * Limits.DEFAULT.blockTransactions()).isLessThanOrEqualTo(Limits.DEFAULT.blockCost());
    }

    @Test
    void limits_beyond_what_the_formats_allow_are_refused() {
        Bytes bytes = Limits.CODEC.encode(Limits.DEFAULT);

        assertThat(Limits.CODEC.decode(bytes)).isEqualTo(Limits.DEFAULT);
        assertThatThrownBy(() -> Limits.CODEC.decode(Bytes.EMPTY)).hasMessageContaining("limit of transaction bytes");
        assertThatThrownBy(() -> Limits.CODEC.decode(Bytes.fromHex("08ffffffff0f")))
                .hasMessageContaining("limit of transaction bytes");
    }

    private static ChainSpecification specification(String name, String prefix) {
        return specification(name, prefix, List.of(), List.of());
    }

    private static ChainSpecification specification(
            String name, String prefix, List<ParentChain> parents, List<GenesisCall> calls) {
        return new ChainSpecification(
                ChainSpecification.FORMAT,
                name,
                "sha256-secp256k1",
                prefix,
                new Timestamp(1),
                new ConsensusChoice("authority", Bytes.EMPTY, 500),
                collection(List.of(), List.of()),
                new UpdateRule(67, 10, 3),
                parents,
                IndexingPolicy.NONE,
                Limits.DEFAULT,
                new FeeRule(Amount.of(1), CostTable.DEFAULT),
                calls);
    }

    private static ContractCollection collection(List<SystemContract> contracts, List<Integer> categories) {
        return new ContractCollection(contracts, List.of(), "", "", "", categories, List.of(), List.of());
    }

    private static SystemContract contract(String name) {
        return new SystemContract(name, 1, 0, SOME, Bytes.EMPTY, Bytes.EMPTY);
    }
}
