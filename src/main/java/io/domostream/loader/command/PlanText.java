package io.domostream.loader.command;

import io.domostream.loader.report.Human;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plan as people read it: what would happen, to which columns, how much of it, and what might stop it. */
final class PlanText {
    private PlanText() {}

    static String of(Map<String, Object> answer) {
        var plan = JsonMapper.shared().<JsonNode>valueToTree(answer);
        var columns = new Table("column", "source type", "Domo type", "change");
        plan.get("columns")
                .forEach(c -> columns.row(
                        c.get("name").asString(),
                        c.get("sourceType").asString(),
                        c.get("domoType").asString(),
                        c.get("change").asString()));
        return """
                load %s, %s: %s%s

                %s

                %s in %s: about %s of CSV, up to %s of memory, about %s%s%s""".formatted(
                        plan.get("load").asString(),
                        plan.get("method").asString(),
                        plan.get("message").asString(),
                        plan.get("datasetId").isNull()
                                ? ""
                                : "; DataSet " + plan.get("datasetId").asString(),
                        columns,
                        Human.counted(plan.get("rows").asLong(), "row"),
                        Human.counted(plan.get("parts").asLong(), "part"),
                        Human.bytes(plan.get("bytesRaw").asLong()),
                        Human.bytes(plan.get("memoryBytes").asLong()),
                        Human.seconds(plan.get("seconds").asDouble()),
                        notes(plan.get("notes")),
                        guards(plan.get("guards")));
    }

    private static String notes(JsonNode notes) {
        var text = new StringBuilder();
        notes.forEach(note -> text.append("\nnote: ").append(note.asString()));
        return text.toString();
    }

    private static String guards(JsonNode guards) {
        if (guards.isEmpty()) {
            return "";
        }
        var table = new Table("guard", "verdict", "why");
        guards.forEach(g -> table.row(
                g.get("name").asString(),
                g.get("verdict").asString(),
                g.get("why").asString()));
        return "\n\n" + table;
    }
}
