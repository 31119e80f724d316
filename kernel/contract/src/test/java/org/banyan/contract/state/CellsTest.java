package org.banyan.contract.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractFailure;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {
    private static final Bytes KEY = Bytes.fromHex("01");

    private final MemoryState state = new MemoryState();

    @ParameterizedTest
    @CsvSource({"1, 01", "255, ff", "256, 0100", "-1, ffffffffffffffff", "72057594037927936, 0100000000000000"})
    void contract_23_a_number_is_stored_big_endian_without_leading_zeros(long value, String stored) {
        NumberCell cell = new NumberCell(state, KEY);

        cell.set(value);

        assertThat(state.entries.get(KEY)).hasToString(stored);
        assertThat(cell.get()).isEqualTo(value);
    }

    @Test
    void contract_23_flags_amounts_texts_addresses_and_bytes_have_one_form() {
        new FlagCell(state, KEY).set(true);
        assertThat(state.entries.get(KEY)).hasToString("01");
        new AmountCell(state, KEY).set(Amount.of(300));
        assertThat(state.entries.get(KEY)).hasToString("012c");
        new Cell<>(state, KEY, StoredValue.STRING).set("ß");
        assertThat(state.entries.get(KEY)).hasToString("c39f");
        new Cell<>(state, KEY, StoredValue.BYTES).set(Bytes.fromHex("00ff"));
        assertThat(state.entries.get(KEY)).hasToString("00ff");
        new Cell<>(state, KEY, StoredValue.ADDRESS).set(new Address(new Hash(0, 0, 0, 0)));
        assertThat(state.entries.get(KEY)).hasToString("00".repeat(32));
        new Cell<>(state, KEY, StoredValue.HASH).set(new Hash(-1, -1, -1, -1));
        assertThat(state.entries.get(KEY)).hasToString("ff".repeat(32));
    }

    @Test
    void contract_22_an_absent_entry_reads_as_the_default_and_setting_it_leaves_none() {
        NumberCell number = new NumberCell(state, KEY);
        AmountCell amount = new AmountCell(state, KEY);
        FlagCell flag = new FlagCell(state, KEY);
        Cell<String> text = new Cell<>(state, KEY, StoredValue.STRING);

        assertThat(number.get()).isZero();
        assertThat(amount.get()).isEqualTo(Amount.ZERO);
        assertThat(flag.get()).isFalse();
        assertThat(text.get()).isEmpty();
        assertThat(text.isPresent()).isFalse();

        number.set(0);
        amount.set(Amount.ZERO);
        flag.set(false);
        text.set("");
        assertThat(state.entries).isEmpty();
    }

    @Test
    void a_cell_that_must_be_there_fails_with_the_authors_code() {
        Cell<String> text = new Cell<>(state, KEY, StoredValue.STRING);

        assertThatThrownBy(() -> text.require(CommonFailure.NOT_ALLOWED, "no name yet"))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(CommonFailure.NOT_ALLOWED))
                .hasMessage("no name yet");

        text.set("name");
        assertThat(text.require(CommonFailure.NOT_ALLOWED, "no name yet")).isEqualTo("name");
        text.remove();
        assertThat(text.get()).isEmpty();
    }

    @Test
    void contract_25_amounts_add_and_take_without_being_read() {
        AmountCell amount = new AmountCell(state, KEY);

        amount.add(Amount.of(5));

        assertThat(amount.take(Amount.of(6))).isFalse();
        assertThat(amount.take(Amount.of(2))).isTrue();
        assertThat(amount.get()).isEqualTo(Amount.of(3));
    }

    @Test
    void a_number_grows_up_to_64_bits_and_not_beyond() {
        NumberCell number = new NumberCell(state, KEY);

        assertThat(number.increase(-2)).isEqualTo(-2);
        assertThat(number.increase(1)).isEqualTo(-1);
        assertThatThrownBy(() -> number.increase(1))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(CommonFailure.LIMIT_EXCEEDED));
        assertThat(number.get()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"''", "00", "0001", "010000000000000000"})
    void contract_24_bytes_that_are_no_number_fail_the_call(String stored) {
        state.entries.put(KEY, Bytes.fromHex(stored));

        assertThatThrownBy(() -> new NumberCell(state, KEY).get()).satisfies(CellsTest::isBadState);
        assertThatThrownBy(() -> new FlagCell(state, KEY).get()).satisfies(CellsTest::isBadState);
    }

    @Test
    void contract_24_other_malformed_values_fail_the_call() {
        state.entries.put(KEY, Bytes.fromHex("02"));
        assertThatThrownBy(() -> new FlagCell(state, KEY).get()).satisfies(CellsTest::isBadState);
        state.entries.put(KEY, Bytes.fromHex("00"));
        assertThatThrownBy(() -> new AmountCell(state, KEY).get()).satisfies(CellsTest::isBadState);
        state.entries.put(KEY, Bytes.fromHex("ff"));
        assertThatThrownBy(() -> new Cell<>(state, KEY, StoredValue.STRING).get())
                .satisfies(CellsTest::isBadState);
        assertThatThrownBy(() -> new Cell<>(state, KEY, StoredValue.ADDRESS).get())
                .satisfies(CellsTest::isBadState);
    }

    private static void isBadState(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(CommonFailure.BAD_STATE));
    }
}
