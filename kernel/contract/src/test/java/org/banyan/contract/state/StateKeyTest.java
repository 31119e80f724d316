package org.banyan.contract.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractFailure;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

class StateKeyTest {
    private static final Hash HASH = new Hash(1, 2, 3, 4);
    private static final String HASH_HEX = "0000000000000001000000000000000200000000000000030000000000000004";

    @Test
    void contract_20_a_key_is_the_field_number_and_then_each_key() {
        assertThat(StateKey.field(1).toBytes()).hasToString("01");
        assertThat(StateKey.field(300).toBytes()).hasToString("ac02");
        assertThat(StateKey.field(1).address(new Address(HASH)).toBytes()).hasToString("01" + HASH_HEX);
        assertThat(StateKey.field(2).hash(HASH).toBytes()).hasToString("02" + HASH_HEX);
        assertThat(StateKey.field(3).uint64(258).toBytes()).hasToString("030000000000000102");
        assertThat(StateKey.field(3).uint64(-1).toBytes()).hasToString("03ffffffffffffffff");
        assertThat(StateKey.field(4).string("aß").toBytes()).hasToString("040361c39f");
        assertThat(StateKey.field(5).bytes(Bytes.fromHex("00")).uint64(1).toBytes())
                .hasToString("0501000000000000000001");
        assertThat(StateKey.field(6).bytes(Bytes.wrap(new byte[200])).toBytes().slice(0, 3))
                .hasToString("06c801");
    }

    @Test
    void contract_20_numbers_are_stored_in_their_unsigned_order() {
        assertThat(StateKey.field(3).uint64(255).toBytes())
                .isLessThan(StateKey.field(3).uint64(256).toBytes());
        assertThat(StateKey.field(3).uint64(Long.MAX_VALUE).toBytes())
                .isLessThan(StateKey.field(3).uint64(Long.MIN_VALUE).toBytes());
    }

    @Test
    void contract_21_no_key_is_the_beginning_of_another() {
        SplittableRandom random = new SplittableRandom(21);
        List<Bytes> keys = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String text = "a".repeat(random.nextInt(4)) + "\u0001".repeat(random.nextInt(3));
            Bytes raw = Bytes.wrap(new byte[random.nextInt(4)]);
            keys.add(StateKey.field(1).string(text).bytes(raw).toBytes());
            keys.add(StateKey.field(2).uint64(random.nextInt(300)).string(text).toBytes());
            keys.add(StateKey.field(130).bytes(raw).toBytes());
        }
        List<Bytes> distinct = keys.stream().distinct().sorted().toList();

        for (int i = 1; i < distinct.size(); i++) {
            assertThat(distinct.get(i).startsWith(distinct.get(i - 1)))
                    .as("%s after %s", distinct.get(i), distinct.get(i - 1))
                    .isFalse();
        }
    }

    @Test
    void a_key_reads_back_as_it_was_written() {
        Bytes key = StateKey.field(300)
                .address(new Address(HASH))
                .hash(HASH)
                .string("aß")
                .uint64(-2)
                .bytes(Bytes.fromHex("ff00"))
                .toBytes();

        StateKeyReader reader = new StateKeyReader(key, 300);

        assertThat(reader.address()).isEqualTo(new Address(HASH));
        assertThat(reader.hash()).isEqualTo(HASH);
        assertThat(reader.string()).isEqualTo("aß");
        assertThat(reader.uint64()).isEqualTo(-2);
        assertThat(reader.bytes()).hasToString("ff00");
        reader.end();
    }

    @Test
    void contract_24_a_key_that_is_not_what_the_declaration_says_fails_the_call() {
        refused(() -> new StateKeyReader(Bytes.fromHex("02"), 1), "does not belong to field 1");
        refused(() -> new StateKeyReader(Bytes.EMPTY, 1), "is cut off");
        refused(() -> new StateKeyReader(Bytes.fromHex("0102"), 1).uint64(), "is cut off");
        refused(() -> new StateKeyReader(Bytes.fromHex("0105aa"), 1).bytes(), "is cut off");
        refused(() -> new StateKeyReader(Bytes.fromHex("01ffffffff07"), 1).bytes(), "is cut off");
        refused(() -> new StateKeyReader(Bytes.fromHex("01ffffffff0f"), 1).bytes(), "beyond 31 bits");
        refused(() -> new StateKeyReader(Bytes.fromHex("01ffffffffff"), 1).bytes(), "beyond 31 bits");
        refused(() -> new StateKeyReader(Bytes.fromHex("018000"), 1).bytes(), "shortest form");
        refused(() -> new StateKeyReader(Bytes.fromHex("0101ff"), 1).string(), "no text");
        refused(() -> new StateKeyReader(Bytes.fromHex("0100"), 1).end(), "has 1 bytes too many");
    }

    private static void refused(Runnable reading, String message) {
        assertThatThrownBy(reading::run)
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(CommonFailure.BAD_STATE))
                .hasMessageContaining(message);
    }

    @Test
    void text_without_utf_8_is_refused() {
        assertThatThrownBy(() -> StateKey.field(1).string("\ud800"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
    }
}
