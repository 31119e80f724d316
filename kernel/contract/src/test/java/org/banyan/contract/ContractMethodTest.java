package org.banyan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;
import org.junit.jupiter.api.Test;

class ContractMethodTest {
    private static final Codec<Long> NUMBER = new Codec<>() {
        @Override
        public void write(Long value, CanonicalWriter out) {
            out.uint64(1, value);
        }

        @Override
        public Long read(CanonicalReader in) {
            return in.uint64(1);
        }
    };
    private static final ContractMethod<Long, Long> DOUBLE = new ContractMethod<>("Double", NUMBER, NUMBER);

    @Test
    void a_call_carries_the_methods_name_and_the_encoded_request() {
        assertThat(DOUBLE.call(5L)).isEqualTo(new ContractCall("Double", Bytes.fromHex("0805")));
        assertThat(DOUBLE.reply(Bytes.fromHex("080a"))).isEqualTo(10);
    }

    @Test
    void invoking_sends_the_request_and_reads_the_reply() {
        ContractCaller twice = (method, arguments) -> NUMBER.encode(2 * NUMBER.decode(arguments));

        assertThat(DOUBLE.invoke(twice, 21L)).isEqualTo(42);
    }

    @Test
    void contract_41_an_answer_that_is_no_reply_fails_the_call() {
        assertThatThrownBy(() -> DOUBLE.invoke((method, arguments) -> Bytes.fromHex("ff"), 1L))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(CommonFailure.BAD_REPLY))
                .hasMessageStartingWith("Double answered badly: ");
        assertThatThrownBy(() -> DOUBLE.reply(Bytes.fromHex("ff"))).isInstanceOf(CodecException.class);
    }
}
