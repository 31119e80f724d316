package org.banyan.contract.test;

import java.util.function.Function;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/** One call and how its reply is read. */
record TypedCall<R>(Address sender, Address contract, String method, Bytes arguments, Function<Bytes, R> reader) {
    R reply(Bytes bytes) {
        return reader.apply(bytes);
    }
}
