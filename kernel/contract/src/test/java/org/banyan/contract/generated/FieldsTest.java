package org.banyan.contract.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CodecException;
import org.junit.jupiter.api.Test;

class FieldsTest {
    private static CanonicalReader reading(String hex) {
        return new CanonicalReader(Bytes.fromHex(hex));
    }

    @Test
    void an_unknown_enum_number_is_refused_with_its_field() {
        assertThatThrownBy(() -> Fields.known(reading("1005"), 2, number -> {
                    throw new IllegalArgumentException("Color has no value " + number);
                }))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("field 2: Color has no value 5");
        Integer absent = Fields.known(reading(""), 2, number -> number);
        assertThat(absent).isZero();
    }

    @Test
    void packed_numbers_outside_their_type_are_refused() {
        assertThat(Fields.unpacked(reading("0a020100"), 1, 2, Fields::bool)).containsExactly(true, false);
        assertThatThrownBy(() -> Fields.unpacked(reading("0a0102"), 1, 2, Fields::bool))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("2 is no boolean");
        assertThatThrownBy(() -> Fields.unpacked(reading("0a058080808010"), 1, 2, Fields::uint32))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("4294967296 exceeds 32 bits");
        assertThat(Fields.unpacked(reading("0a05ffffffff0f"), 1, 2, Fields::uint32))
                .containsExactly(-1);
    }

    @Test
    void an_element_of_the_wrong_form_or_one_too_many_is_refused() {
        assertThatThrownBy(() -> Fields.decoded(reading("0a0101"), 1, 9, Hash::of))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("field 1: a hash has 32 bytes but got 1");
        assertThatThrownBy(() -> Fields.decoded(reading("0a000a00"), 1, 1, bytes -> bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("more than 1 elements");
    }

    @Test
    void limits_count_bytes_elements_and_members() {
        Fields.refuseLonger("memo", Bytes.fromHex("0102"), 2);
        assertThatThrownBy(() -> Fields.refuseLonger("memo", Bytes.fromHex("010203"), 2))
                .hasMessage("memo has 3 bytes but at most 2 fit");
        assertThatThrownBy(() -> Fields.refuseLonger("names", List.of(1, 2), 1))
                .hasMessage("names has 2 elements but at most 1 fit");
        Fields.refuseSeveral("choice", Optional.empty(), Optional.of(1));
        assertThatThrownBy(() -> Fields.refuseSeveral("choice", Optional.of(1), Optional.of(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
