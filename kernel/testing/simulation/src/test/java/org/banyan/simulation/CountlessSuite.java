package org.banyan.simulation;

import java.util.Optional;
import org.banyan.types.Hash;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.crypto.Tag;

/** A mutant: lists commit to their tree alone, so that a list of another length can have the same root. */
final class CountlessSuite implements CryptoSuite {
    private final CryptoSuite sound;

    CountlessSuite(CryptoSuite sound) {
        this.sound = sound;
    }

    @Override
    public String id() {
        return sound.id();
    }

    @Override
    public HashFunction hash() {
        return (tag, bytes, from, size) -> isList(tag)
                ? sound.hash().hash(tag, bytes, from + Long.BYTES, Hash.SIZE)
                : sound.hash().hash(tag, bytes, from, size);
    }

    private static boolean isList(Tag tag) {
        return tag == Tag.LIST_BODY || tag == Tag.LIST_RECEIPTS || tag == Tag.LIST_HISTORY;
    }

    @Override
    public Optional<SignatureScheme> scheme(int id) {
        return sound.scheme(id);
    }

    @Override
    public SignatureScheme defaultScheme() {
        return sound.defaultScheme();
    }
}
