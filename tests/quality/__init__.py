"""`make quality`: publishes how well questions are answered, beside plain engines and without each rule in turn."""
