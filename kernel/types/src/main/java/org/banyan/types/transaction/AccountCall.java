package org.banyan.types.transaction;

import java.util.Optional;
import org.banyan.types.Address;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Identifiers;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Body of the account family: one call of one contract. DESIGN.md 3.
 *
 * @param arguments canonical bytes of the method's request, opaque here
 * @param validUntil last height at which the transaction is valid
 * @param salt any 64 bits; makes otherwise equal transactions differ
 * @param payer who pays the fee: the sender, left out of the bytes, or another address
 */
public record AccountCall(
        ChainId chainId,
        Address sender,
        Address contract,
        String method,
        Bytes arguments,
        Mark mark,
        Height validUntil,
        long salt,
        Fee fee,
        Address payer) {
    /** Version of this body format. */
    public static final int VERSION = 1;

    public static final Codec<AccountCall> CODEC = new AccountCallCodec();

    public AccountCall {
        Identifiers.member("method of a call", method);
        Bounds.sizeMax("arguments of a call", arguments, Transaction.BYTES_MAX);
    }

    private static final class AccountCallCodec implements Codec<AccountCall> {
        @Override
        public void write(AccountCall value, CanonicalWriter out) {
            out.hash(1, value.chainId.hash());
            out.hash(2, value.sender.hash());
            out.hash(3, value.contract.hash());
            out.string(4, value.method);
            out.bytes(5, value.arguments);
            out.message(6, value.mark, Mark.CODEC);
            out.uint64(7, value.validUntil.value());
            out.uint64(8, value.salt);
            out.message(9, value.fee, Fee.CODEC);
            out.optionalHash(10, value.payer.equals(value.sender) ? Optional.empty() : Optional.of(value.payer.hash()));
        }

        @Override
        public AccountCall read(CanonicalReader in) {
            ChainId chainId = new ChainId(in.hash(1));
            Address sender = new Address(in.hash(2));
            return new AccountCall(
                    chainId,
                    sender,
                    new Address(in.hash(3)),
                    in.string(4, Identifiers.LENGTH_MAX),
                    in.bytes(5, Transaction.BYTES_MAX),
                    in.message(6, Mark.CODEC),
                    new Height(in.uint64(7)),
                    in.uint64(8),
                    in.message(9, Fee.CODEC),
                    readPayer(in, sender));
        }

        private static Address readPayer(CanonicalReader in, Address sender) {
            Optional<Hash> written = in.optionalHash(10);
            if (written.isPresent() && written.get().equals(sender.hash())) {
                throw in.refused("field 10 names the sender as payer, which is the default and left out");
            }
            return written.map(Address::new).orElse(sender);
        }
    }
}
