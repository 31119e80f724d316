package org.banyan.types.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;
import org.banyan.types.generators.RandomReceipts;
import org.banyan.types.generators.Seeds;
import org.banyan.types.list.CountedList;
import org.junit.jupiter.api.Test;

class ReceiptTest {
    @Test
    void list_12_the_receipts_root_lists_canonical_receipts() {
        Seeds.each(50, values -> {
            List<Receipt> receipts = values.list(5, () -> new RandomReceipts(values).receipt());
            List<Bytes> leaves = receipts.stream().map(Receipt.CODEC::encode).toList();

            assertThat(Receipt.root(receipts, Sha256.INSTANCE))
                    .isEqualTo(CountedList.root(Sha256.INSTANCE, Tag.LIST_RECEIPTS, leaves));
        });
    }

    @Test
    void enc_5_an_unknown_status_is_refused() {
        assertThat(Status.of(0)).isEqualTo(Status.SUCCEEDED);
        assertThat(Status.of(1)).isEqualTo(Status.FAILED);
        assertThatThrownBy(() -> Receipt.CODEC.decode(Bytes.fromHex("1002")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("status 2 is unknown");
        assertThatThrownBy(() -> Receipt.CODEC.decode(Bytes.fromHex("10ffffffff0f")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("status 4294967295 is unknown");
    }

    @Test
    void a_receipt_that_succeeded_carries_no_failure() {
        assertThatThrownBy(() -> Receipt.CODEC.decode(Bytes.fromHex("1801")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("carries no failure");
        assertThatThrownBy(() -> Receipt.CODEC.decode(Bytes.fromHex("220161")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("carries no failure");
    }

    @Test
    void a_failure_message_of_any_text_becomes_one_that_fits() {
        for (String message : List.of(
                "",
                "short",
                "x".repeat(5000),
                "é".repeat(5000),
                "€".repeat(5000),
                "😀".repeat(5000),
                "x" + "😀".repeat(5000),
                "a\ud800b",
                "\udc00",
                "x".repeat(1023) + "é")) {
            Receipt receipt = Receipt.failed(Optional.empty(), 3, message, 1, Amount.ZERO);

            assertThat(receipt.failureMessage().getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(Receipt.FAILURE_MESSAGE_BYTES_MAX);
            assertThat(Receipt.CODEC.decode(Receipt.CODEC.encode(receipt))).isEqualTo(receipt);
        }
        assertThat(Receipt.fitting("a\ud800b")).isEqualTo("a?b");
        assertThat(Receipt.fitting("x".repeat(1023) + "é")).isEqualTo("x".repeat(1023));
        assertThat(Receipt.fitting("x".repeat(1022) + "é")).isEqualTo("x".repeat(1022) + "é");
    }

    @Test
    void a_failure_message_that_does_not_fit_is_refused() {
        assertThatThrownBy(() -> failed("x".repeat(1025))).hasMessageContaining("at most 1024");
        assertThatThrownBy(() -> failed("\ud800")).hasMessageContaining("Unicode");
    }

    private static Receipt failed(String message) {
        return new Receipt(
                Optional.empty(), Status.FAILED, 1, message, Bytes.EMPTY, List.of(), List.of(), 0, Amount.ZERO);
    }
}
