package org.banyan.contract;

import org.banyan.types.Bytes;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

/**
 * One method of a contract, typed: makes calls for transactions and reads replies from receipts. Generated clients hold one constant per method.
 *
 * @param name as in the service
 */
public record ContractMethod<Q, R>(String name, Codec<Q> requestCodec, Codec<R> replyCodec) {
    public ContractCall call(Q request) {
        return new ContractCall(name, requestCodec.encode(request));
    }

    /** @throws CodecException if {@code bytes} is not a reply of this method */
    public R reply(Bytes bytes) {
        return replyCodec.decode(bytes);
    }

    /** @throws ContractFailure if the call fails, or with {@link CommonFailure#BAD_REPLY} if the answer is no reply of this method */
    public R invoke(ContractCaller caller, Q request) {
        Bytes answer = caller.call(name, requestCodec.encode(request));
        try {
            return reply(answer);
        } catch (CodecException malformed) {
            throw new ContractFailure(CommonFailure.BAD_REPLY, name + " answered badly: " + malformed.getMessage());
        }
    }
}
