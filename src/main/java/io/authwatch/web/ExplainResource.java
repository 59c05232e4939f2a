package io.authwatch.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.authwatch.auth.Ecs;
import io.authwatch.pipeline.Explanation;
import io.authwatch.pipeline.Inquiry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Authwatch makes of log lines, without any of it happening. */
@Path("/api/explain")
@RolesAllowed(AdminIdentityProvider.ADMIN)
public class ExplainResource {
    /** 8 MiB. */
    static final int BODY_OCTETS_MAX = 8 << 20;

    private final Inquiry inquiry;
    private final ObjectWriter json;

    ExplainResource(Inquiry inquiry, ObjectMapper json) {
        this.inquiry = inquiry;
        this.json = json.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /** One object for each line of the body, in order; a line ends at LF, and a CR before it is no part of it. */
    @POST
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces("application/x-ndjson")
    public StreamingOutput explain(InputStream body, @QueryParam("host") @Nullable String host) throws IOException {
        String wanted = Page.host(host);
        byte[] octets = Bodies.read(body, BODY_OCTETS_MAX);
        return output -> explain(octets, wanted, output);
    }

    private void explain(byte[] octets, @Nullable String host, OutputStream output) throws IOException {
        int from = 0;
        while (from < octets.length) {
            int lineEnd = from;
            while (lineEnd < octets.length && octets[lineEnd] != '\n') {
                lineEnd++;
            }
            boolean carriageReturn = lineEnd > from && octets[lineEnd - 1] == '\r';
            byte[] line = Arrays.copyOfRange(octets, from, carriageReturn ? lineEnd - 1 : lineEnd);
            json.writeValue(output, document(inquiry.explain(line, host)));
            output.write('\n');
            from = lineEnd + 1;
        }
    }

    private static Map<String, Object> document(Explanation explanation) {
        Map<String, Object> authwatch = new LinkedHashMap<>();
        authwatch.put("rules", explanation.rules());
        authwatch.put("recogniser", explanation.recogniser());
        authwatch.put("pattern", explanation.pattern());
        authwatch.put("reason", explanation.reason());
        Map<String, Object> document = new LinkedHashMap<>(Ecs.document(explanation.event()));
        document.put("authwatch", authwatch);
        return document;
    }
}
