package org.banyan.drivers.crypto.secp256k1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.fuzzing.InputChoices;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.Secp256k1Rules;
import org.banyan.types.crypto.SignatureScheme;

/** Two independent implementations of the curve say the same of every key and signature. */
class Secp256k1FuzzTest {
    private final SignatureScheme fast = Secp256k1Scheme.with(ProviderChoice.NATIVE);
    private final SignatureScheme reference = Secp256k1Scheme.with(ProviderChoice.BOUNCYCASTLE);
    private final Hash message = new Hash(1, 2, 3, 4);
    private final Bytes secret = Bytes.wrap(new Hash(0, 0, 0, 7).toArray());
    private final Bytes key = reference.signer(secret).publicKey().bytes();
    private final Bytes signature = reference.signer(secret).sign(message);

    /** Key, then signature. */
    @FuzzTarget
    void keys_and_signatures(byte[] input) {
        int split = Math.min(input.length, Secp256k1Rules.KEY_SIZE);
        check(Bytes.wrap(Arrays.copyOf(input, split)), Bytes.wrap(Arrays.copyOfRange(input, split, input.length)));
    }

    /** The input chooses what is broken in a good key and signature. */
    @FuzzTarget
    void broken_signatures(byte[] input) {
        InputChoices choices = new InputChoices(input);
        byte[] brokenKey = key.toArray();
        byte[] brokenSignature = signature.toArray();
        int changes = choices.nextInt(3);
        for (int i = 0; i < changes; i++) {
            byte[] target = choices.nextInt(3) == 0 ? brokenKey : brokenSignature;
            int from = choices.nextInt(target.length);
            switch (choices.nextInt(3)) {
                case 0 -> target[from] ^= (byte) (1 << choices.nextInt(8));
                case 1 -> Arrays.fill(target, from, target.length, (byte) 0xff);
                default -> Arrays.fill(target, from, target.length, (byte) 0);
            }
        }
        check(Bytes.wrap(brokenKey), Bytes.wrap(brokenSignature));
    }

    private void check(Bytes givenKey, Bytes givenSignature) {
        boolean accepted = fast.verify(message, givenKey, givenSignature);

        assertThat(reference.verify(message, givenKey, givenSignature)).isEqualTo(accepted);
        assertThat(reference.isWellFormedKey(givenKey)).isEqualTo(fast.isWellFormedKey(givenKey));
        assertThat(accepted).isEqualTo(givenKey.equals(key) && givenSignature.equals(signature));
    }
}
