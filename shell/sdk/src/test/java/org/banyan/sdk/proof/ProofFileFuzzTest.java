package org.banyan.sdk.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.types.BlockId;
import org.banyan.types.Hash;

/** Proof files as handed on by strangers: refused, or read and checked without an exception; a block nobody trusts proves nothing. */
class ProofFileFuzzTest {
    private static final BlockId NOBODYS = new BlockId(new Hash(9, 9, 9, 9));

    @FuzzTarget
    void files(byte[] input) {
        try {
            ProofFile file = ProofFile.parse(new String(input, StandardCharsets.UTF_8));
            assertThat(ProofFile.parse(file.toJson().pretty())).isEqualTo(file);
            assertThat(file.verify(file.block())).isNotNull();
            assertThat(file.verify(NOBODYS)).isInstanceOf(ProofCheck.Invalid.class);
        } catch (ProofFileException refusal) {
            assertThat(refusal.getMessage()).isNotBlank();
        }
    }
}
