package org.banyan.mainchain.node.chain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.banyan.consensus.authority.AuthorityConsensus;
import org.banyan.consensus.authority.AuthorityParameters;
import org.banyan.node.specification.BytesForm;
import org.banyan.node.specification.Fields;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CodecException;

/** The parameters of authority: its producers, as {@link ProducerFields} has them. */
final class AuthorityForm implements BytesForm {
    @Override
    public String of() {
        return AuthorityConsensus.ID;
    }

    @Override
    public Bytes read(Fields fields, Chain chain) {
        return AuthorityParameters.CODEC.encode(new AuthorityParameters(ProducerFields.read(fields, chain)));
    }

    @Override
    public Optional<Map<String, Object>> write(Bytes bytes, Chain chain) {
        try {
            AuthorityParameters parameters = AuthorityParameters.CODEC.decode(bytes);
            Map<String, Object> fields = new LinkedHashMap<>();
            ProducerFields.write(parameters.producers(), chain, fields);
            return Optional.of(fields);
        } catch (CodecException foreign) {
            return Optional.empty();
        }
    }
}
