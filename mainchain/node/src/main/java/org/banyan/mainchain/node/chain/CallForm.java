package org.banyan.mainchain.node.chain;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.banyan.contract.ContractMethod;
import org.banyan.node.specification.BytesForm;
import org.banyan.node.specification.Fields;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CodecException;

/**
 * The written form of one method's arguments.
 *
 * @param reader makes the request of the written fields
 * @param writer the fields of a request, or empty when it has no written form
 */
record CallForm<Q>(
        String contract,
        ContractMethod<Q, ?> method,
        BiFunction<Fields, BytesForm.Chain, Q> reader,
        BiFunction<Q, BytesForm.Chain, Optional<Map<String, Object>>> writer)
        implements BytesForm {
    @Override
    public String of() {
        return contract + "." + method.name();
    }

    @Override
    public Bytes read(Fields fields, Chain chain) {
        return method.requestCodec().encode(reader.apply(fields, chain));
    }

    @Override
    public Optional<Map<String, Object>> write(Bytes bytes, Chain chain) {
        try {
            return writer.apply(method.requestCodec().decode(bytes), chain);
        } catch (CodecException foreign) {
            return Optional.empty();
        }
    }
}
