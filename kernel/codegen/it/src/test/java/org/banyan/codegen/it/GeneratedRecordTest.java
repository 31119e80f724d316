package org.banyan.codegen.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.ledger.Everything;
import com.acme.ledger.LedgerFailure;
import com.acme.ledger.PayRequest;
import com.acme.money.Grade;
import com.acme.money.Money;
import java.util.ArrayList;
import java.util.List;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CodecException;
import org.junit.jupiter.api.Test;

class GeneratedRecordTest {
    private static final Money GOLD = new Money("gold", Amount.of(5));

    @Test
    void equal_values_are_equal_records() {
        assertThat(GOLD).isEqualTo(new Money("gold", Amount.of(5))).hasSameHashCodeAs(new Money("gold", Amount.of(5)));
        assertThat(GOLD).isNotEqualTo(new Money("gold", Amount.of(6)));
    }

    @Test
    void contract_8_text_beyond_its_limit_is_refused_when_made_and_when_read() {
        assertThatThrownBy(() -> new Money("123456789", Amount.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("currency has 9 bytes but at most 8 fit");
        assertThatThrownBy(() -> new Money("ÄÖÜÄÖ", Amount.ZERO))
                .as("the limit counts UTF-8 bytes")
                .hasMessage("currency has 10 bytes but at most 8 fit");
        assertThatThrownBy(() -> Money.CODEC.decode(Bytes.fromHex("0a09313233343536373839")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("field 1 has 9 bytes, more than 8");
    }

    @Test
    void contract_7_a_missing_message_or_address_is_refused_unless_it_is_optional() {
        assertThatThrownBy(() -> PayRequest.CODEC.decode(Bytes.EMPTY))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("field 1 (32 bytes) is missing");
        var onlyTo = Bytes.concat(Bytes.fromHex("0a20"), MemoryContext.BOB.bytes());
        assertThatThrownBy(() -> PayRequest.CODEC.decode(onlyTo))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("message field 2 is missing");
    }

    @Test
    void contract_8_lists_are_copied_and_limited() {
        var numbers = new ArrayList<>(List.of(1L, 2L));
        Everything value = Samples.everything(numbers);
        numbers.add(3L);

        assertThat(value.numbers()).containsExactly(1L, 2L);
        assertThatThrownBy(() -> Samples.everything(List.of(1L, 2L, 3L, 4L, 5L, 6L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("numbers has 6 elements but at most 5 fit");
    }

    @Test
    void contract_9_two_members_of_a_oneof_are_refused_when_made_and_when_read() {
        assertThatThrownBy(() -> Samples.withBothChoices())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("at most one of choice may be present but 2 are");
        // the canonical bytes of the sample without a choice, then fields 14 and 15, then nothing else
        var none = Everything.CODEC.encode(Samples.everything(List.of()));
        var both = Bytes.concat(none, Bytes.fromHex("7200"), Bytes.fromHex("7a00"));
        assertThatThrownBy(() -> Everything.CODEC.decode(both))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("at most one of choice may be present");
        var one = Bytes.concat(none, Bytes.fromHex("7200"));
        assertThat(Everything.CODEC.decode(one).nothing()).isPresent();
    }

    @Test
    void contract_9_enums_keep_their_numbers_and_drop_the_prefix() {
        assertThat(Grade.values()).containsExactly(Grade.UNSPECIFIED, Grade.LOW, Grade.HIGH);
        assertThat(Grade.HIGH.number()).isEqualTo(7);
        assertThat(Grade.fromNumber(7)).isEqualTo(Grade.HIGH);
        assertThatThrownBy(() -> Grade.fromNumber(2)).hasMessage("Grade has no value 2");
        assertThat(LedgerFailure.values()).as("0 is no failure").containsExactly(LedgerFailure.POOR);
        assertThat(LedgerFailure.POOR.number()).isEqualTo(1);
        assertThat(LedgerFailure.POOR.name()).isEqualTo("POOR");
    }
}
