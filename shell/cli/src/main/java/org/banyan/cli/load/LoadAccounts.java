package org.banyan.cli.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.IntStream;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;

/** Accounts whose keys follow from a seed, so that everybody has them: for development chains alone. Immutable. */
record LoadAccounts(List<Signer> signers, List<Address> addresses, List<String> texts) {
    LoadAccounts {
        signers = List.copyOf(signers);
        addresses = List.copyOf(addresses);
        texts = List.copyOf(texts);
    }

    static LoadAccounts of(CryptoSuite suite, org.banyan.sdk.contract.Addresses form, long seed, int count) {
        List<Signer> signers = IntStream.range(0, count)
                .parallel()
                .mapToObj(index -> suite.defaultScheme().signer(secret(seed, index)))
                .toList();
        List<Address> addresses = signers.parallelStream()
                .map(signer -> suite.addressOf(signer.publicKey()))
                .toList();
        return new LoadAccounts(
                signers, addresses, addresses.stream().map(form::format).toList());
    }

    private static Bytes secret(long seed, int index) {
        try {
            String text = "banyan load account: " + seed + "/" + index;
            return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    int count() {
        return signers.size();
    }
}
