# SPDX-License-Identifier: Apache-2.0
import subprocess
import unittest

from support import ScanTestCase, run


class ScoreDomains(ScanTestCase):
    def scores(self, result):
        self.assertStatus(result, 0)
        return {name: float(score) for name, score in (line.split("\t") for line in result.text.splitlines())}

    def test_generated_names_score_above_the_operating_points_and_others_below(self):
        path = self.write("names.txt", "wikipedia.org\nqxkzjwvbnhgtrp.biz\nexample.com\nk4x9q0vz7rw2mj8tp1.net\n")
        scores = self.scores(run("score-domains", path))
        self.assertEqual(list(scores), ["wikipedia.org", "qxkzjwvbnhgtrp.biz", "example.com", "k4x9q0vz7rw2mj8tp1.net"])
        self.assertGreater(scores["qxkzjwvbnhgtrp.biz"], 3)
        self.assertGreater(scores["k4x9q0vz7rw2mj8tp1.net"], 3)
        self.assertLess(scores["wikipedia.org"], 1)
        self.assertLess(scores["example.com"], 1)

    def test_names_are_normalised_and_given_back_as_they_came(self):
        path = self.write("names.txt", "a.b.QXKZjwvbnhgtrp.biz.\r\n\n  qxkzjwvbnhgtrp.biz")
        scores = self.scores(run("score-domains", path))
        self.assertEqual(list(scores), ["a.b.QXKZjwvbnhgtrp.biz.", "qxkzjwvbnhgtrp.biz"])
        self.assertEqual(len(set(scores.values())), 1)

    def test_standard_input_and_compressed_files_give_the_same(self):
        text = "qxkzjwvbnhgtrp.co.uk\nwww.bbc.co.uk\n"
        expected = run("score-domains", self.write("names.txt", text)).output
        self.assertEqual(run("score-domains", self.write("names.txt.gz", text)).output, expected)
        process = subprocess.Popen(["cat", self.logs / "names.txt"], stdout=subprocess.PIPE)
        self.addCleanup(process.wait)
        self.addCleanup(process.stdout.close)
        self.assertEqual(run("score-domains", "-", stdin=process.stdout).output, expected)

    def test_suffixes_and_noise_have_scores_too(self):
        path = self.write("names.txt", b"com\n.\n...\n\xff\xfe\ngithub.io\nxn--bcher-kva.example\n" + b"a" * 200_000 + b"\n")
        result = run("score-domains", path)
        self.assertStatus(result, 0)
        self.assertEqual(len(result.output.splitlines()), 7)

    def test_a_file_that_is_not_there_is_said(self):
        result = run("score-domains", self.folder / "nowhere")
        self.assertStatus(result, 3)
        self.assertIn("nowhere", result.errors)

    def test_help_names_the_operating_points(self):
        result = run("score-domains", "--help")
        self.assertStatus(result, 0)
        self.assertIn("one in a thousand", " ".join(result.text.split()))


if __name__ == "__main__":
    unittest.main()
