package org.banyan.types.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;
import org.junit.jupiter.api.Test;

class StateProofTest {
    private static final StateHasher HASHER = new StateHasher(Sha256.INSTANCE);
    private static final Hash VALUE = HASHER.valueHash(Bytes.utf8("value"));
    private static final Hash OTHER_VALUE = HASHER.valueHash(Bytes.utf8("other"));

    // A tree of three keys: 00..., 01... and 11...; nothing stands at 10...
    private static final Hash KEY_00 = key(0x00);
    private static final Hash KEY_01 = key(0x40);
    private static final Hash KEY_10 = key(0x80);
    private static final Hash KEY_11 = key(0xc0);
    private static final Hash LEAF_00 = HASHER.leaf(KEY_00, VALUE);
    private static final Hash LEAF_01 = HASHER.leaf(KEY_01, OTHER_VALUE);
    private static final Hash LEAF_11 = HASHER.leaf(KEY_11, VALUE);
    private static final Hash LEFT = HASHER.inner(LEAF_00, LEAF_01);
    private static final Hash ROOT = HASHER.inner(LEFT, LEAF_11);

    @Test
    void smt_1_the_hash_rules_are_fixed() {
        var contract = new Address(KEY_01);
        var key = Bytes.utf8("balance");

        assertThat(HASHER.keyHash(contract, key))
                .isEqualTo(Sha256.INSTANCE.hash(Tag.STATE_KEY, Bytes.concat(contract.bytes(), key)));
        assertThat(HASHER.valueHash(key)).isEqualTo(Sha256.INSTANCE.hash(Tag.STATE_VALUE, key));
        assertThat(HASHER.empty()).isEqualTo(Sha256.INSTANCE.hash(Tag.STATE_EMPTY, Bytes.EMPTY));
        assertThat(HASHER.leaf(KEY_01, VALUE)).isEqualTo(Sha256.INSTANCE.hash(Tag.STATE_LEAF, KEY_01, VALUE));
        assertThat(HASHER.inner(KEY_01, VALUE)).isEqualTo(Sha256.INSTANCE.hash(Tag.STATE_NODE, KEY_01, VALUE));
    }

    @Test
    void smt_4_a_present_key_is_proven_with_its_value_and_no_other() {
        var proof = proof(LEAF_11, LEAF_01);

        assertThat(proof.provesPresent(HASHER, ROOT, KEY_00, VALUE)).isTrue();
        assertThat(proof.provesPresent(HASHER, ROOT, KEY_00, OTHER_VALUE)).isFalse();
        assertThat(proof.provesPresent(HASHER, ROOT, KEY_01, VALUE)).isFalse();
        assertThat(proof.provesPresent(HASHER, LEFT, KEY_00, VALUE)).isFalse();
        assertThat(proof.provesAbsent(HASHER, ROOT, KEY_00)).isFalse();
    }

    @Test
    void smt_3_a_leaf_that_is_alone_in_half_the_tree_is_one_step_from_the_root() {
        assertThat(proof(LEFT).provesPresent(HASHER, ROOT, KEY_11, VALUE)).isTrue();
    }

    @Test
    void smt_5_an_absent_key_is_proven_by_the_leaf_that_stands_at_its_place() {
        var proof = new StateProof(List.of(LEFT), Optional.of(new StateLeaf(KEY_11, VALUE)));

        assertThat(proof.provesAbsent(HASHER, ROOT, KEY_10)).isTrue();
        assertThat(proof.provesAbsent(HASHER, ROOT, KEY_11))
                .as("the key itself")
                .isFalse();
        assertThat(proof.provesAbsent(HASHER, ROOT, KEY_00))
                .as("a key on another path")
                .isFalse();
        assertThat(proof.provesPresent(HASHER, ROOT, KEY_11, VALUE))
                .as("a proof of absence taken for one of presence")
                .isFalse();
    }

    @Test
    void smt_5_an_absent_key_is_proven_by_an_empty_subtree() {
        var root = HASHER.inner(LEFT, HASHER.empty());

        assertThat(proof(LEFT).provesAbsent(HASHER, root, KEY_10)).isTrue();
        assertThat(proof(LEFT).provesAbsent(HASHER, root, KEY_00)).isFalse();
        assertThat(proof().provesAbsent(HASHER, HASHER.empty(), KEY_10))
                .as("in a tree without keys")
                .isTrue();
    }

    @Test
    void smt_6_a_tree_that_lifts_no_lone_leaf_is_not_accepted() {
        assertThat(proof(HASHER.empty()).rootIfPresent(HASHER, KEY_00, VALUE)).isEmpty();
        assertThat(proof(HASHER.empty()).rootIfAbsent(HASHER, KEY_00)).isEmpty();
    }

    @Test
    void smt_6_a_path_longer_than_a_key_hash_is_refused() {
        var tooMany = Collections.nCopies(StateProof.DEPTH_MAX + 1, LEFT);

        assertThatThrownBy(() -> new StateProof(tooMany, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("257");
    }

    @Test
    void smt_2_keys_that_differ_in_their_last_bit_have_paths_of_full_length() {
        var left = new Hash(1, 2, 3, 4);
        var right = new Hash(1, 2, 3, 5);
        var siblings = new ArrayList<>(Collections.nCopies(255, HASHER.empty()));
        siblings.add(HASHER.leaf(right, VALUE));
        var proof = new StateProof(siblings, Optional.empty());
        var root = proof.rootIfPresent(HASHER, left, VALUE).orElseThrow();

        var absence = new StateProof(siblings, Optional.of(new StateLeaf(left, VALUE)));

        assertThat(proof.provesPresent(HASHER, root, left, VALUE)).isTrue();
        assertThat(absence.rootIfAbsent(HASHER, right))
                .as("both share 255 bits, so the leaf is not at the other's place under any root")
                .isEmpty();
    }

    private static StateProof proof(Hash... siblings) {
        return new StateProof(List.of(siblings), Optional.empty());
    }

    private static Hash key(int firstByte) {
        return new Hash((long) firstByte << 56 | 7, 1, 2, 3);
    }
}
