package org.banyan.mainchain.node.chain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.banyan.consensus.bft.BftConsensus;
import org.banyan.consensus.bft.BftParameters;
import org.banyan.node.specification.BytesForm;
import org.banyan.node.specification.Fields;
import org.banyan.types.Bytes;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CodecException;

/**
 * The parameters of bft: {@code view-millis}, how long a leader has at first; {@code view-millis-max}, how long at most (eight times that when left out);
 * {@code empty-every}, after how many slots a block is made that carries nothing (1 always, which is meant when it is left out; 0 never); and the producers, as
 * {@link ProducerFields} has them.
 */
final class BftForm implements BytesForm {
    private static final long VIEW_MILLIS_USUAL = 1_000;

    @Override
    public String of() {
        return BftConsensus.ID;
    }

    @Override
    public Bytes read(Fields fields, Chain chain) {
        ProducerSet producers = ProducerFields.read(fields, chain);
        long view = fields.number("view-millis", VIEW_MILLIS_USUAL);
        long longest = view > BftParameters.VIEW_MILLIS_LIMIT / 8 ? view : view * 8;
        BftParameters parameters = new BftParameters(
                producers, view, fields.number("view-millis-max", longest), fields.number("empty-every", 1));
        parameters.defects(chain.suite()).forEach(fields::problem);
        return BftParameters.CODEC.encode(parameters);
    }

    @Override
    public Optional<Map<String, Object>> write(Bytes bytes, Chain chain) {
        try {
            BftParameters parameters = BftParameters.CODEC.decode(bytes);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("view-millis", parameters.viewMillis());
            fields.put("view-millis-max", parameters.viewMillisMax());
            fields.put("empty-every", parameters.emptyEvery());
            ProducerFields.write(parameters.producers(), chain, fields);
            return Optional.of(fields);
        } catch (CodecException foreign) {
            return Optional.empty();
        }
    }
}
